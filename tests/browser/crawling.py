"""Walks through the pages as somebody finds them: by the links of the pages before, one of every kind."""

from collections import deque
from collections.abc import Iterator
from typing import Protocol
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.routing import compile_path

from tests.api.routes_of import routes_of

NO_PAGES = ("/api", "/feed", "/healthz", "/readyz", "/metrics")


def page_kinds(app: FastAPI) -> list[str]:
    """The paths of all pages, parameters by name; those without any first."""
    read = [path for method, path in routes_of(app) if method == "GET"]
    found = [path for path in read if not path.startswith(NO_PAGES) and not path.endswith(".csv")]
    return sorted(found, key=lambda path: path.count("{"))


def kind_of(kinds: list[str], path: str) -> str | None:
    """Which page a path shows; none where it shows none."""
    return next((one for one in kinds if compile_path(one)[0].fullmatch(path)), None)


class Walker(Protocol):
    """Who opens pages and sees where they lead."""

    def go(self, path: str) -> int:
        """Opens a page; answers its status."""

    def links(self) -> list[str]:
        """The paths that the open page leads to."""


def walk(walker: Walker, app: FastAPI, start: str = "/start") -> Iterator[tuple[str, str]]:
    """Opens page after page and answers the kind and address of each; the first one of every kind that is linked."""
    every = page_kinds(app)
    seen, opened, ahead = {start}, set[str](), deque([start, "/"])
    while ahead:
        address = ahead.popleft()
        kind = kind_of(every, urlsplit(address).path)
        if kind is None or kind in opened:
            continue
        opened.add(kind)
        assert walker.go(address) == 200, (address, "is linked and does not open")
        links = [one.partition("#")[0] for one in walker.links()]
        yield kind, address
        for one in links:
            if one not in seen and "lang=" not in one:
                seen.add(one)
                ahead.append(one)
