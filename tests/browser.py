"""A headless Chromium for the tests of the results pages, without a network; and axe-core to look at a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: arguments[0], rules: arguments[1]}).then(r => done(
  r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 120))])));
"""


@contextmanager
def chromium(*, width: int = 1280, height: int = 900, dark: bool = False, script: bool = True) -> Iterator[Any]:
    """A browser of this size; it goes nowhere but to files."""
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = str(shutil.which("chromium"))
    for argument in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--incognito"):
        options.add_argument(argument)
    if not script:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(str(shutil.which("chromedriver"))))
    patience = 600  # seconds: a busy machine may take its time; only a page that hangs ends here
    browser.command_executor.client_config.timeout = patience
    browser.set_script_timeout(patience)
    try:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})
        yield browser
    finally:
        browser.quit()


def violations(browser: Any, **rules: bool) -> list[Any]:
    """What axe-core says of the page as it stands; `rules` switches some off."""
    folder = Path(os.environ["AXE_CORE"]) / "node_modules" / "axe-core" / "axe.min.js"
    browser.execute_script(folder.read_text(encoding="utf-8"))
    off = {name.replace("_", "-"): {"enabled": on} for name, on in rules.items()}
    found: list[Any] = browser.execute_async_script(RUN_AXE, TAGS, off)
    return found
