"""Debian's Chromium, driven by Playwright's synchronous interface."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

# Nothing here may reach the network; without these the browser keeps trying to.
OFFLINE = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """One running browser. Fails with the command that installs it, when it is missing."""
    executable = shutil.which("chromium")
    assert executable, "Chromium is missing; add it with: sudo apt-get install --yes chromium"
    # Chromium refuses its sandbox to root.
    options = [*OFFLINE, "--no-sandbox"] if os.geteuid() == 0 else OFFLINE
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=options)
        yield browser
        browser.close()
