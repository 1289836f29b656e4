"""Texts that mean something to another program: to docgen they are texts, and they stay what they are."""

from __future__ import annotations

from html import escape

from tests.hostile.case import Cases, refused, right

CASES = Cases("injection")
TEXTS = {
    "a formula": "=1+1",
    "a formula that starts a program": "=cmd|' /C calc'!A0",
    "a formula with plus": "+SUM(A1:A9)",
    "a formula with minus": "-2+3",
    "a formula with an at sign": "@SUM(A1)",
    "a link": '=HYPERLINK("http://127.0.0.1:9/?"&A1;"klik")',
    "a formula behind a quote": "'=1+1",
    "a tag of a template": "{{ 7 * 7 }}",
    "a tag that walks": "{{ ''.__class__.__mro__ }}",
    "a statement of a template": "{% for x in range(10**9) %}x{% endfor %}",
    "a tag of docxtpl, escaped": "{_{ naam }_}",
    "a comment of a template": "{# weg #}",
    "a paragraph of Word": "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
    "the end of a body": "</w:t></w:body>",
    "an ampersand and smaller": "Jansen & Zn <bv>",
    "an entity": "&amp; &lt; &#60; &nbsp;",
    "the end of a CDATA": "]]> <![CDATA[",
    "a DOCTYPE": '<!DOCTYPE x [<!ENTITY a "b">]>',
    "a script": "<script>alert(1)</script>",
    "an image that runs": "<img src=x onerror=alert(1)>",
    "an attribute that ends": '" onmouseover="alert(1)',
    "SQL": "Robert'); DROP TABLE ledger;--",
    "a path that climbs": "../../../../etc/passwd",
    "a path of Windows": "C:\\Windows\\System32\\x",
    "a share of Windows": "\\\\127.0.0.1\\x\\y",
    "a directory of names": "${jndi:ldap://127.0.0.1/x}",
    "a format of Python": "{0.__class__} {naam!r} %(x)s %s %n",
    "a shell": "$(touch /tmp/docgen-uitgebroken) `id`",
    "colours of rich": "[bold red]Marie[/bold red] [link=http://127.0.0.1:9]x[/link]",
    "a heading of a mail": "Marie\nBcc: iemand@voorbeeld.be",
    "a field of Word": "{ INCLUDETEXT \"c:\\\\x\" } DDEAUTO",
    "JSON": '{"__proto__": {"x": 1}}',
    "YAML": "!!python/object/apply:os.system ['id']",
    "a regular expression that explodes": "a" * 40 + "!",
    "a date for Excel": "MARCH1",
}  # fmt: skip
for _name, _text in TEXTS.items():
    CASES.add(
        _name, lambda base, text=_text: base.with_text(escape(text, quote=False).replace("\n", "&#10;")), right(_text)
    )
CASES.add(
    "colours of a terminal", lambda base: base.with_text("_x001B_]0;titel_x0007_"), refused("A02", "characters", "cell")
)
CASES.add(
    "a return over the line",
    lambda base: base.with_text("Marie_x0008__x0008_Bos"),
    refused("A02", "characters", "cell"),
)
