"""Templates made to break out, to fetch, or to eat the machine: refused, or contained in 512 MB and within limits."""

# ruff: noqa: E501 - a template on one line reads better than one cut up

from __future__ import annotations

import multiprocessing
import resource
from typing import Any

import pytest
from minidocx import HEAD, NS, Raw, doc, para, zipped

from docgen.fill import FillFault, fill
from docgen.template import TemplateFaults, compile_template

LOOP = "{{% for a in range({n}) %}}"
BODIES = {
    "class walk": "{{ ''.__class__.__mro__ }}",
    "globals": "{{ x.__init__.__globals__ }}",
    "cycler": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "lipsum": "{{ lipsum(100000) }}",
    "joiner": "{{ joiner('x') }}",
    "namespace": "{{ namespace(a=1) }}",
    "dict": "{{ dict(a=1).keys() }}",
    "self": "{{ self._TemplateReference__context }}",
    "getattr filter": "{{ x|attr('__class__') }}",
    "item walk": "{{ x['__class__'] }}",
    "format method": "{{ '{0.__class__}'.format(x) }}",
    "format filter": "{{ '%1000000000d'|format(1) }}",
    "percent": "{{ '%1000000000d' % 1 }}",
    "repeat text": "{{ 'x' * 10**9 }}",
    "repeat list": "{{ [1] * 10**9 }}",
    "power": "{{ 9 ** 9 ** 9 ** 9 }}",
    "power 2": "{{ 10 ** 64 * 10 ** 64 }}",
    "shift by multiplying": "{% set a = 10 ** 17 %}{{ a * a * a }}",
    "long range": "{{ range(10 ** 9)|list }}",
    "nested ranges": "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}x{% endfor %}{% endfor %}{% endfor %}",
    "nested writes": "{% for a in range(1000) %}{% for b in range(99) %}"
    + "lange tekst " * 300
    + "{% endfor %}{% endfor %}",
    "doubling": "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}",
    "doubling with plus": "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a + a %}" * 60 + "{{ a }}",
    "doubling a list": "{% set a = [1, 2] %}" + "{% set a = a + a %}" * 60 + "{{ a|length }}",
    "doubling with join": "{% set a = 'xxxxxxxxxx' %}" + "{% set a = [a, a]|join %}" * 60 + "{{ a }}",
    "doubling with replace": "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a|replace('x', 'xx') %}" * 60 + "{{ a }}",
    "big value in a loop": "{% for a in range(1000) %}{% for b in range(99) %}{{ groot }}{% endfor %}{% endfor %}",
    "filter in a loop": "{% for a in range(1000) %}{% for b in range(99) %}{{ (groot|upper)|length }}{% endfor %}{% endfor %}",
    "sort in a loop": "{% for a in range(1000) %}{% for b in range(99) %}{{ range(1000)|sort|length }}{% endfor %}{% endfor %}",
    "recursion": "{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}",
    "double recursion": "{% macro m(x) %}{{ m(x) }}{{ m(x) }}{% endmacro %}{{ m(1) }}",
    "macro doubling": "{% macro a() %}xxxxxxxxxx{% endmacro %}"
    + "".join(f"{{% macro a{n}() %}}" + f"{{{{ a{n - 1 or ''}() }}}}" * 10 + "{% endmacro %}" for n in range(1, 12))
    + "{{ a11() }}",
    "recursive loop": "{% for x in rijen recursive %}{{ loop(rijen) }}{% endfor %}",
    "deep brackets": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "deep lists": "{{ " + "[" * 500 + "]" * 500 + " }}",
    "deep minus": "{{ " + "- " * 5000 + "1 }}",
    "long sum": "{{ " + " + ".join(["1"] * 5000) + " }}",
    "deep ifs": "{% if 1 %}" * 500 + "x" + "{% endif %}" * 500,
    "deep loops": "{% for a in rijen %}" * 40 + "x" + "{% endfor %}" * 40,
    "include": "{% include '/etc/passwd' %}",
    "import": "{% import '/etc/passwd' as x %}",
    "extends": "{% extends '/etc/passwd' %}",
    "from": "{% from 'x' import y %}",
    "call block": "{% call m() %}x{% endcall %}",
    "filter block": "{% filter upper %}<w:p>{% endfilter %}",
    "autoescape off": "{% autoescape false %}{{ x }}{% endautoescape %}",
    "safe": "{{ '<w:p>'|safe }}",
    "star args": "{{ range(*rijen) }}",
    "own helper": "{{ docgen_id() }}",
    "own filter": "{{ x|docgen_show(0) }}",
    "assign to loop": "{% set loop = 3 %}",
    "xmlattr": "{{ {'a': 1}|xmlattr }}",
    "map to attribute": "{{ [x]|map('upper')|list }}",
    "debug": "{% debug %}",
    "centre": "{{ 'x'|center(1000000000) }}",
    "decimals": "{{ 1|getal(1000000000) }}",
    "batch": "{{ range(1000)|batch(0)|list }}",
    "number of digits": "{{ (10 ** 17)|string * 3 }}",
    "many tags": "{{ x }}" * 5000,
}
BOX = para("{{ x }}")
for _ in range(60):
    BOX = f"<w:p><w:r><w:pict><w:txbxContent>{BOX}</w:txbxContent></w:pict></w:r></w:p>"
_SETTINGS = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "' + "x" * 1000 + '">' + "".join(
    f'<!ENTITY a{n} "{"&a{};".format(n - 1 or "") * 20}">' for n in range(1, 9)
) + "]>"  # fmt: skip
FILES = {
    "deep boxes": doc(Raw(BOX)),
    "deep tables": doc(Raw("<w:tbl><w:tr><w:tc>" * 90 + para("{{ x }}") + "</w:tc></w:tr></w:tbl>" * 90)),
    "billion laughs": doc("a", parts={"word/settings.xml": ("settings", _SETTINGS, f"{HEAD}{LAUGHS}<w:settings {NS}>&a8;</w:settings>")}),
    "external entity": doc("a", parts={"word/settings.xml": ("settings", _SETTINGS,
        f'{HEAD}<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><w:settings {NS}/>')}),
    "zip bomb": zipped({"[Content_Types].xml": "", "_rels/.rels": "", "x.xml": b"\0" * 300_000_000}),
    "many members": zipped({f"x{n}": "" for n in range(1500)}),
    "path": zipped({"../../x": "x"}),
    "many pieces": doc(Raw("<w:p/>" * 300_000)),
    "many tags in many paragraphs": doc(*["{{ x }}"] * 20_000),
    "many tags in one paragraph": doc("{{ x }}" * 100_000),
    "many beginnings": doc("{{ " * 300_000),
    "many attributes": doc(Raw("<w:p " + " ".join(f'w:a{n}="x"' for n in range(100_000)) + "/>")),
    "much text": doc("x" * 9_000_000),
    "a code of many pieces": doc(Raw("<w:p>" + "<w:r><w:instrText>PAGE</w:instrText></w:r>" * 15_000 + "</w:p>")),
    "a code of nobody": doc(Raw('<w:p><w:r><x:instrText xmlns:x="urn:x">DDE</x:instrText><w:t>a</w:t></w:r></w:p>')),
    "many last places": doc(Raw("<w:p>" + "".join(f'<w:bookmarkStart w:id="{n}" w:name="_GoBack"/><w:bookmarkEnd w:id="{n}"/>' for n in range(20_000)) + "</w:p>")),
    "attached template": doc("a", outside={"attachedTemplate": "http://127.0.0.1:9/x.dotm"}),
    "external image": doc("a", outside={"image": "http://127.0.0.1:9/x.png"}),
}  # fmt: skip
CONTEXT: dict[str, Any] = {"x": "waarde", "rijen": [1, 2], "groot": "g" * 90_000}


MEMORY = 512 * 1024 * 1024
"""More than the tests already hold: how much that is differs, and is no matter of the template."""
SECONDS = 60
"""Of processor time, for what would take hours or for ever: a slow machine with a loaded neighbour needs seven."""


def _try(name: str, out: Any) -> None:
    """Compile and fill one template; what ends this process is not told by it."""
    with open("/proc/self/statm", encoding="ascii") as told:
        held = int(told.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    data = FILES[name] if name in FILES else doc(BODIES[name].replace("|", "||"))
    try:
        result = fill(compile_template(data, name="s.docx"), CONTEXT)
        out.send(("filled", len(result) < 5_000_000 and b"root:" not in result))
    except TemplateFaults as error:
        out.send(("refused", all(f.code[0] == "T" for f in error.findings)))
    except FillFault as error:
        out.send(("contained", all(f.code[0] == "T" for f in error.findings)))


# Not harmful: a key that is absent, a sum, nested conditions and boxes, and a doubling that stops in time.
FILLED = {
    "a code of many pieces",
    "a code of nobody",
    "many last places",
    "long sum",
    "many tags",
    "deep boxes",
    "deep tables",
    "deep ifs",
    "deep loops",
}


@pytest.mark.parametrize("name", [*BODIES, *FILES])
def test_a_hostile_template_is_refused_or_contained(name: str) -> None:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_try, args=(name, there))
    child.start()
    there.close()
    try:
        how, harmless = here.recv()
    except EOFError:
        how, harmless = "killed, crashed or out of time", False
    child.join()
    assert (harmless, child.exitcode) == (True, 0), how
    assert how != "filled" or name in FILLED


def test_there_are_enough_of_them() -> None:
    assert len(BODIES) + len(FILES) >= 40
