"""The items of a dropdown list that the data give: one item typed as a loop stands there once for each round.

In Word an item is a text: `{% for wie in personeel %}{{ wie }}{% endfor %}` as the name of an item is that loop.
"""

from __future__ import annotations

from docgen.merge.places import Places
from docgen.merge.tags import scan
from docgen.merge.wordxml import Element, ancestor, put_before, w
from docgen.merge.woven import Draft, Level, Slot

SHOWN, VALUE = w("displayText"), w("value")


def repeat_items(draft: Draft, places: Places) -> None:
    """Put the loop of such an item around it; what stays in its name and value is one round."""
    for item in list(draft.root.iter(w("listItem"))):
        typed = item.get(SHOWN) or item.get(VALUE) or ""
        tags, bad = scan(typed)
        whole = len(tags) > 2 and tags[0].start == 0 and tags[-1].end == len(typed) and not bad
        if not whole or not tags[0].inner.startswith("for ") or tags[-1].inner != "endfor":
            continue
        place = places.of(ancestor(item, "p"), typed)
        begin, end = (draft.add("stmt", tag.inner, tag.text, place, Slot(Level.RAW)) for tag in (tags[0], tags[-1]))
        put_before(item, begin.mark)
        item.tail = end.mark + (item.tail or "")
        _name(item, typed[tags[0].end : tags[-1].start])


def _name(item: Element, text: str) -> None:
    item.set(SHOWN, text)
    item.set(VALUE, text)
