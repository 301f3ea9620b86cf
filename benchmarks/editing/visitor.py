"""A person's browser without a window: signs in, reads pages, sends forms."""

from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

PASSWORD = "correct horse battery"


class Form(HTMLParser):
    """The hidden inputs of a page's last POST form, and where its hints are asked for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.hints = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if tag == "input" and found.get("type") == "hidden" and found.get("name"):
            self.hidden[str(found["name"])] = found.get("value") or ""
        self.hints = found.get("data-hints-url") or self.hints


class Visitor:
    def __init__(self, address: str) -> None:
        self.address = address
        self.browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def sign_in(self, name: str) -> None:
        token = Form(self.read("/login/")).hidden["csrfmiddlewaretoken"]
        self.read("/login/", {"csrfmiddlewaretoken": token, "username": name, "password": PASSWORD})

    def read(self, path: str, answers: dict[str, str] | None = None) -> str:
        """The page at a path, or what it leads to after answers were posted to it."""
        data = None if answers is None else urlencode(answers).encode()
        url = urljoin(self.address, path)
        with self.browser.open(Request(url, data, {"Referer": url}), timeout=60) as reply:
            page: str = reply.read().decode()
        return page
