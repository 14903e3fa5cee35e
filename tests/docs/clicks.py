"""How many clicks a page is away from the front page, by links and searches, for somebody without scripts."""

from collections.abc import Collection
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from fastapi.testclient import TestClient

FRONT = "/"
ALL_OPENED = 2
"""The front page and all to which it links are opened; beyond those only pages by which somebody would come here."""
TYPED = "text"
"""The field of a search for words."""


@dataclass
class Search:
    """A form that looks for something: where it leads, what each of its fields lets choose, and whether words can be
    typed."""

    action: str
    choices: dict[str, set[str]] = field(default_factory=dict)
    typed: bool = False


class Seen(HTMLParser):
    """The links of a page and its searches."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.links: set[str] = set()
        self.searches: list[Search] = []
        self._search: Search | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "a" and found.get("href"):
            self.links.add(plain(urljoin(self.address, found["href"])))
        elif tag == "form" and found.get("method") == "get":
            self._search = Search(urlsplit(found.get("action", "")).path)
            self.searches.append(self._search)
        elif self._search is not None:
            self._field(self._search, tag, found)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._search = None

    def _field(self, search: Search, tag: str, found: dict[str, str]) -> None:
        if tag == "select":
            self._select = found.get("name", "")
        elif tag == "option":
            search.choices.setdefault(self._select, set()).add(found.get("value", ""))
        elif tag == "input":
            search.typed |= found.get("name") == TYPED


def plain(address: str) -> str:
    """An address without the reader's language and without a place in the page."""
    parts = urlsplit(address)
    asked = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name != "lang"])
    return f"{parts.path}?{asked}" if asked else parts.path


class Walker:
    """Walks as one person; what was seen once is not asked for again."""

    def __init__(self, client: TestClient) -> None:
        self._client = client
        self._seen: dict[str, Seen] = {}

    def clicks(self, goal: str, words: Collection[str], most: int) -> int | None:
        """The fewest clicks to a page for somebody who looks for it by words; None where they are more than `most`.

        A click follows a link, or sends a search: in the list in which the page stands also for words.
        """
        reached = {FRONT}
        for done in range(1, most + 1):
            opened = [one for one in reached if done <= ALL_OPENED or self._worth(one, goal)]
            reached = {where for one in opened for where in self._from(one, goal, words)}
            if goal in reached:
                return done
        return None

    @staticmethod
    def _worth(address: str, goal: str) -> bool:
        path = urlsplit(address).path
        return path.count("/") == 1 or urlsplit(goal).path.startswith(f"{path}/")

    def _from(self, address: str, goal: str, words: Collection[str]) -> set[str]:
        seen, (path, wanted) = self._open(address), _parts(goal)
        found = set(seen.links)
        for one in seen.searches:
            if one.action == path and wanted and all(value in one.choices.get(name, ()) for name, value in wanted):
                found.add(goal)
            if one.typed and path.startswith(f"{one.action}/"):
                found |= {f"{one.action}?{urlencode({TYPED: word})}" for word in words}
        return found

    def _open(self, address: str) -> Seen:
        if address not in self._seen:
            self._seen[address] = seen = Seen(address)
            answer = self._client.get(address) if address.startswith("/") else None
            if answer is not None and "html" in answer.headers.get("content-type", ""):
                seen.feed(answer.text)
        return self._seen[address]


def _parts(address: str) -> tuple[str, list[tuple[str, str]]]:
    parts = urlsplit(address)
    return parts.path, parse_qsl(parts.query)
