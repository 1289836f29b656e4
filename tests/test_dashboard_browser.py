"""The results pages in a real browser: who clicks, who types, who has no script, and what axe-core says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from docgen.dashboard import write_pages
from docgen.pipeline import Built
from docgen.project import Project
from tests.browser import chromium, violations
from tests.test_dashboard import NOW, school  # noqa: F401  (the fixture)

pytestmark = pytest.mark.program("chromium", "axe")
SHOWN = """return [...document.querySelectorAll('#leerlingen tr.s')]
    .filter(r => r.offsetParent).map(r => r.cells[0].innerText)"""
PAGES = ("index.html", "leerlingen/L0231.html", "controle/bevindingen.html", "zorg/index.html")


@pytest.fixture(scope="module")
def outputs(school: tuple[Project, Built]) -> Path:  # noqa: F811
    """The folder with the pages of the example school."""
    write_pages(*school, {}, now=NOW)
    return school[0].outputs


def open_page(browser: Any, outputs: Path, name: str) -> None:
    browser.get((outputs / name).as_uri())


def faults(browser: Any) -> list[str]:
    """What the console said."""
    return [entry["message"] for entry in browser.get_log("browser")]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (320, True)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(outputs: Path, width: int, dark: bool) -> None:
    found = []
    with chromium(width=width, dark=dark) as browser:
        for name in PAGES:
            open_page(browser, outputs, name)
            wide = browser.execute_script("return document.documentElement.scrollWidth > innerWidth")
            found.append((name, violations(browser), wide, faults(browser)))
    assert found == [(name, [], False, []) for name in PAGES]


BROKEN = """
return [...document.querySelectorAll(arguments[0])].map(cell => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
  return [cell.textContent.trim(), lines];
}).filter(([text, lines]) => lines > text.split(/\\s+/).length);
"""


@pytest.mark.parametrize("width", [320, 500])
def test_a_figure_is_never_broken_inside_a_word(outputs: Path, width: int) -> None:
    with chromium(width=width) as browser:
        open_page(browser, outputs, "index.html")
        assert browser.execute_script(BROKEN, ".fig td:nth-child(2)") == []


@pytest.mark.parametrize("width", [500, 700, 1280])
def test_a_heading_of_a_table_is_never_broken_inside_a_word(outputs: Path, width: int) -> None:
    with chromium(width=width) as browser:
        open_page(browser, outputs, "index.html")
        assert browser.execute_script("return document.querySelectorAll('.lined thead th').length") > 10
        wide = "return [...document.querySelectorAll('.lined')].filter(one => one.scrollWidth > one.clientWidth).length"
        assert (browser.execute_script(BROKEN, ".lined:not(.half) thead th"), browser.execute_script(wide)) == ([], 0)


def test_searching_and_filtering_narrow_the_list_and_stand_in_the_address(outputs: Path) -> None:
    with chromium() as browser:
        open_page(browser, outputs, "index.html")
        all_of_them = browser.execute_script(SHOWN)
        box = browser.find_element("id", "zoek")
        box.send_keys("voorbeeld NOOR")
        assert [name.split("\n")[0] for name in browser.execute_script(SHOWN)] == ["Voorbeeld Noor"]
        assert browser.find_element("id", "aantal").text == f"1 van {len(all_of_them)} leerlingen"
        assert browser.current_url.endswith("#leerlingen?zoek=voorbeeld+NOOR")
        assert violations(browser) == []
        box.send_keys("\ue00c")  # Escape
        assert browser.execute_script(SHOWN) == all_of_them
        box.send_keys("niemand")
        assert browser.find_element("id", "niets").is_displayed()
        browser.find_element("id", "wis").click()
        assert browser.execute_script(SHOWN) == all_of_them
        browser.get((outputs / "index.html").as_uri() + "#leerlingen?status=blk")
        browser.refresh()
        blocked = browser.execute_script(SHOWN)
        assert 0 < len(blocked) < len(all_of_them)
        assert faults(browser) == []


def test_the_keyboard_alone_reaches_the_search_and_a_filter(outputs: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    with chromium() as browser:
        open_page(browser, outputs, "index.html")
        active = browser.switch_to.active_element
        active.send_keys(Keys.TAB)
        texts = [browser.switch_to.active_element.text]
        browser.switch_to.active_element.send_keys(Keys.TAB)
        texts.append(browser.switch_to.active_element.text)
        assert texts == ["Naar de inhoud", "Naar zoeken"]
        browser.switch_to.active_element.send_keys(Keys.ENTER)
        browser.switch_to.active_element.send_keys(Keys.TAB)
        browser.find_element("id", "zoek").send_keys(Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB)
        assert browser.switch_to.active_element.get_attribute("name") == "status"
        browser.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
        assert browser.switch_to.active_element.get_attribute("value") == "blk"
        assert browser.current_url.endswith("#leerlingen?status=blk")


def test_what_is_new_since_a_day_and_the_part_in_sight(outputs: Path) -> None:
    with chromium() as browser:
        open_page(browser, outputs, "index.html")
        all_of_them = browser.execute_script(SHOWN)
        day = browser.execute_script("return document.querySelector('#sinds').options[1].value")
        assert day == "2026-03-23"
        choose = """const since = document.querySelector('#sinds'); since.value = arguments[0];
            since.dispatchEvent(new Event('change', {bubbles: true}))"""
        browser.execute_script(choose, day)
        made_today = "return document.querySelectorAll('tr.s[data-m=\"2026-03-23\"]').length"
        assert len(browser.execute_script(SHOWN)) == browser.execute_script(made_today) <= len(all_of_them)
        assert browser.current_url.endswith("#leerlingen?sinds=2026-03-23")
        marked = """const done = arguments[0]; document.querySelector('#run').scrollIntoView();
            (function look() { const a = document.querySelector('nav a[aria-current]');
              a && a.hash === '#run' ? done(a.hash) : requestAnimationFrame(look); })()"""
        assert browser.execute_async_script(marked) == "#run"


def test_a_click_copies_the_path_when_the_school_wants_no_copies(school: tuple[Project, Built]) -> None:  # noqa: F811
    project, built = school
    settings = project.root / "docgen.toml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(f'{before}\n[resultaten]\nkoppelingen = "pad"\n', encoding="utf-8")
    write_pages(Project(project.root), built, {}, now=NOW)
    with chromium() as browser:
        open_page(browser, project.outputs, "index.html")
        link = "document.querySelector('#leerlingen td a[href$=\".docx\"]')"
        browser.execute_script(f"{link}.click()")
        path = browser.execute_script(f"return decodeURIComponent(new URL({link}.href).pathname)")
        shown = browser.find_element("css selector", "#kopie code")
        assert browser.find_element("id", "kopie").is_displayed()
        assert (shown.text, browser.current_url) == (path, (project.outputs / "index.html").as_uri())
        assert violations(browser) == []
    settings.write_text(before, encoding="utf-8")
    write_pages(project, built, {}, now=NOW)


def test_a_click_on_a_student_and_the_way_back(outputs: Path) -> None:
    with chromium() as browser:
        open_page(browser, outputs, "index.html")
        browser.execute_script("document.querySelector('a[href=\"leerlingen/L0231.html\"]').click()")
        assert browser.find_element("tag name", "h1").text == "Noor Voorbeeld"
        path = browser.find_element("css selector", "button[data-p]")
        path.click()
        assert browser.find_element("id", "gezegd").text in (
            "Pad gekopieerd. Plak het in de verkenner.",
            "Kopieer dit pad:",
        )
        browser.find_element("css selector", ".trail a").click()
        assert browser.current_url == (outputs / "index.html").as_uri() + "#leerlingen"
        assert faults(browser) == []


def test_without_script_everything_can_be_read_and_no_filter_stands_there(outputs: Path) -> None:
    with chromium(script=False) as browser:
        open_page(browser, outputs, "index.html")
        rows = browser.find_elements("css selector", "#leerlingen tr.s")
        assert [row.is_displayed() for row in rows] == [True] * len(rows)
        assert not browser.find_element("id", "filter").is_displayed()


def test_nothing_is_asked_for_but_the_page_itself(outputs: Path) -> None:
    with chromium() as browser:
        open_page(browser, outputs, "index.html")
        browser.execute_script("return document.readyState")
        sent = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
        asked = [m["params"]["request"]["url"] for m in sent if m["method"] == "Network.requestWillBeSent"]
        assert asked == [(outputs / "index.html").as_uri()]


def test_on_paper_nothing_is_cut_off_at_the_right(outputs: Path) -> None:
    with chromium(width=718) as browser:  # A4 less its margins
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        for name in PAGES:
            open_page(browser, outputs, name)
            assert not browser.execute_script("return document.documentElement.scrollWidth > innerWidth"), name
