"""`python -m tests.load.pages`: how long the service takes for each page over 100,000 posts, found as people find them.

The staged region is copied side by side, organizations, accounts, posts and matches, until it is as large. Each page is
asked for by the person who came to it, again and again in turn; the times are those of one process without a network.
"""

import argparse
import re
import statistics
from collections import defaultdict
from collections.abc import Collection, Iterator
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from rich.console import Console
from rich.table import Table
from sqlalchemy import Column, ColumnElement, Engine, Insert, String, func, insert, literal, select
from sqlalchemy import Table as Rows
from sqlmodel import Session, SQLModel

from api.app import create_app
from api.gallery.__main__ import NOW
from api.settings import Settings
from models.database import open_database
from models.match import Match
from models.offer import Offer
from models.organization import Organization
from models.request import Request
from models.search_text import fill_in
from tests.browser.crawling import walk
from tests.browser.site import PASSWORD, PEOPLE, build

OWN = {"organization": ("id",), "request": ("id", "organization"), "offer": ("id", "organization")}
"""The columns of which every copy has words of its own."""
LINK = re.compile(r'<a [^>]*?href="([^"]+)"')
COPY = "~"
"""Stands in every identifier of a copy."""
AIM = 100
"""Milliseconds that 95 of a hundred answers take at most."""


class Reader:
    """Somebody who asks for pages without a browser."""

    def __init__(self, app: FastAPI, email: str | None) -> None:
        self.app = app
        self.client = TestClient(app, base_url="https://sursur.test")
        self.text = ""
        if email:
            self.client.post("/sign-in", data={"email": email, "password": PASSWORD})

    def go(self, path: str) -> int:
        """Asks for a page; answers its status."""
        answer = self.client.get(path)
        self.text = answer.text if answer.headers["content-type"].startswith("text/html") else ""
        return answer.status_code

    def links(self) -> list[str]:
        """The paths that the page leads to."""
        return [one for one in map(unescape, LINK.findall(self.text)) if one.startswith("/")]


EARLIER = ("published_at", "proposed_at", "introduced_at", "endorsed_at")
"""The moments of which every copy has its own: the region was loaded in one, which no service of that size is."""


def enlarge(engine: Engine, posts: int) -> int:
    """Copies the region until it holds so many posts; answers how many it holds."""
    with engine.execution_options(writes=True).begin() as connection:
        region = sum(connection.scalar(select(func.count()).select_from(_table(one))) or 0 for one in (Request, Offer))
        copies = posts // region
        for number in range(1, copies):
            for table in (Organization, Request, Offer, Match):
                connection.execute(_copy(table, number))
        with Session(connection) as session:
            fill_in(session)
            session.flush()
    return copies * region


def _table(model: type[SQLModel]) -> Rows:
    return SQLModel.metadata.tables[model.__name__.lower()]


def _copy(model: type[SQLModel], number: int) -> Insert:
    table, ending = _table(model), f"{COPY}{number}"
    own = OWN.get(table.name, ("request", "offer"))
    columns = [one for one in table.columns if one.name != "id" or "id" in own]
    values = [_of_copy(one, own, number, ending) for one in columns]
    originals = select(*values).where(table.c[own[0]].not_like(f"%{COPY}%"))
    return insert(table).from_select([one.name for one in columns], originals)


def _of_copy(column: Column[Any], own: Collection[str], number: int, ending: str) -> ColumnElement[Any]:
    """What a copy has in a column: its own key, a moment some minutes earlier, or the same."""
    if column.name in own:
        return column.concat(literal(ending, String))
    if column.name in EARLIER:
        return func.strftime("%Y-%m-%d %H:%M:%f000", column, f"-{number} minutes")
    return column


def measured(app: FastAPI, rounds: int) -> Iterator[tuple[str, str, list[float]]]:
    """For each person and kind of page the milliseconds of its answers."""
    for who, email in PEOPLE.items():
        reader, times = Reader(app, email), defaultdict[str, list[float]](list)
        found = list(walk(reader, app))
        for _ in range(rounds):  # the walk before has warmed what a process makes ready once
            for kind, address in found:
                begun = perf_counter()
                reader.go(address)
                times[kind].append(1000 * (perf_counter() - begun))
        for kind, taken in times.items():
            yield who, kind, taken


def main() -> None:
    """Prints a table."""
    words = argparse.ArgumentParser(description=str(__doc__).split("\n")[0])
    words.add_argument("--posts", type=int, default=100_000)
    words.add_argument("--rounds", type=int, default=20)
    chosen = words.parse_args()
    table = Table("page", "who", "p50 ms", "p95 ms", "", title=f"{chosen.posts} posts")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "region.db"
        build(path)
        engine = open_database(f"sqlite:///{path}")
        enlarge(engine, chosen.posts)
        app = create_app(Settings(database_url=f"sqlite:///{path}", clock=False))
        app.state.clock = lambda: NOW
        for who, kind, taken in sorted(measured(app, chosen.rounds), key=lambda one: one[1]):
            late = statistics.quantiles(taken, n=20)[-1]
            table.add_row(kind, who, f"{statistics.median(taken):.0f}", f"{late:.0f}", "" if late <= AIM else "over")
        engine.dispose()
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
