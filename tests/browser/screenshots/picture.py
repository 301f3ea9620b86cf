"""One picture: who looks, where the way leads, and what part of the page matters."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import FloatRect, Page

MARGIN = 12
IMAGES_ARE_THERE = """() => [...document.images]
  .filter((image) => image.checkVisibility() && image.getBoundingClientRect().bottom > 0)
  .filter((image) => image.getBoundingClientRect().top < window.innerHeight)
  .every((image) => image.complete)"""
EDGE = "(element, side) => element.getBoundingClientRect()[side] + window.scrollY"


@dataclass(frozen=True)
class Picture:
    """prepare: the way from the role's first page; it is given the windows of `others`, too, who take part.

    first, last: the parts of the page with which the picture begins and ends; from the top of the page,
    and to the end of the first part, if not given. height: the most pixels that it shows.
    """

    name: str
    role: str
    prepare: Callable[..., object]
    first: str = ""
    last: str = ""
    height: int = 900
    others: tuple[str, ...] = ()

    def clip(self, page: Page) -> FloatRect:
        """The rectangle of the picture, once everything in it has arrived."""
        page.mouse.move(0, 0)
        if self.first:
            page.locator(self.first).first.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        page.wait_for_function(IMAGES_ARE_THERE)
        # What stays in view while the page moves stands where it belongs.
        page.evaluate("window.scrollTo(0, 0)")
        top = max(_edge(page, self.first, "top", 0) - MARGIN, 0)
        bottom = _edge(page, self.last or self.first, "bottom", top + self.height) + MARGIN
        width = page.evaluate("document.documentElement.clientWidth")
        return {"x": 0, "y": top, "width": width, "height": min(bottom - top, self.height)}


def _edge(page: Page, part: str, side: str, otherwise: float) -> float:
    """Distance of a part's edge from the top of the page."""
    if not part:
        return otherwise
    distance: float = page.locator(part).first.evaluate(EDGE, side)
    return distance
