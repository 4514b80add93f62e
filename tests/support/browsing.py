"""A person at a browser: Chromium at the width of a phone, a tablet or a desk."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

    from tests.support.serving import Served

PHONE, TABLET, DESK = 390, 820, 1440
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Where Chromium is, or "" when it is not installed."""
    return (
        os.environ.get("RENDA_CHROMIUM", "")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or ""
    )


@dataclass(slots=True)
class Visitor:
    """One person, one browser window."""

    served: Served
    page: Page
    width: int
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Response | None:
        """Go to an address of the place."""
        return self.page.goto(f"{self.served.address}{path}")

    def sign_in(self, username: str) -> Visitor:
        """Sign in with a demonstration account."""
        self.open("/sign-in/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", self.served.password(username))
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(lambda address: "sign-in" not in address)
        return self

    def sign_out(self) -> None:
        """Leave: forget everything this browser knows."""
        self.page.context.clear_cookies()

    def press(self, text: str) -> None:
        """Press the button or link of that text."""
        self.page.locator(f"main button:has-text('{text}'), main a:has-text('{text}')").first.click()

    def reads(self, text: str) -> None:
        """Wait until the person can read a text on the page."""
        self.page.get_by_text(text).filter(visible=True).first.wait_for(timeout=20_000)

    def check_page(self) -> None:
        """What holds on every page: nothing wider than the screen, one first heading, no complaint in the console."""
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.width, f"{self.page.url} is {wide} px wide on a screen of {self.width}"
        assert self.page.locator("h1").count() == 1, self.page.url
        assert not self.complaints, self.complaints

    def picture(self, name: str, *, whole: bool = False) -> None:
        """Keep a picture for the documentation, when the run was asked for them."""
        folder = os.environ.get("RENDA_SCREENSHOTS", "")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{folder}/{name}-{self.width}.png", full_page=whole)


def visitor(served: Served, browser: Browser, width: int, **options: Any) -> Visitor:
    """A new person with a window of that width."""
    height = 844 if width == PHONE else 1000
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", has_touch=width != DESK, **options
    )
    page = context.new_page()
    person = Visitor(served, page, width)
    page.on(
        "console", lambda message: person.complaints.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: person.complaints.append(str(error)))
    return person
