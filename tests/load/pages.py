"""`python -m tests.load.pages`: how long the service takes for each page over 100,000 posts, found as people find them.

The staged region is copied side by side, organizations, accounts, posts and matches, until it is as large. Each page is
asked for by the person who came to it, again and again in turn; the times are those of one process without a network.
The processor's time is judged: the clock's is that of the machine, whatever else it does.
"""

import argparse
import re
import statistics
from collections import defaultdict
from collections.abc import Collection, Iterator
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, NamedTuple

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
from api.warming import collect_seldom
from models.database import open_database
from models.derived import fill_in
from models.match import Match
from models.offer import Offer
from models.organization import Organization
from models.request import Request
from tests.browser.crawling import page_kinds, walk
from tests.browser.site import PASSWORD, PEOPLE, build

OWN = {"organization": ("id",), "request": ("id", "organization"), "offer": ("id", "organization")}
"""The columns of which every copy has words of its own."""
LINK = re.compile(r'<a [^>]*?href="([^"]+)"')
COPY = "~"
"""Stands in every identifier of a copy."""
AIM = 100
"""Milliseconds of the processor that 95 of a hundred answers take at most."""


class Taken(NamedTuple):
    """What one answer took, in milliseconds: by the clock, and of the processor."""

    clock: float
    processor: float


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


def measured(app: FastAPI, rounds: int, people: Collection[str]) -> Iterator[tuple[str, str, list[Taken]]]:
    """For each person and kind of page what its answers took."""
    for who in people:
        reader, times = Reader(app, PEOPLE[who]), defaultdict[str, list[Taken]](list)
        found = list(walk(reader, app))
        for _ in range(rounds):  # the walk before has warmed what a process makes ready once
            for kind, address in found:
                begun = perf_counter(), process_time()
                reader.go(address)
                ended = perf_counter(), process_time()
                times[kind].append(Taken(*(1000 * (end - begin) for begin, end in zip(begun, ended, strict=True))))
        for kind, taken in times.items():
            yield who, kind, taken


def _row(kind: str, who: str, taken: list[Taken]) -> list[str]:
    figures = [figure(times) for times in zip(*taken, strict=True) for figure in (statistics.median, _late)]
    return [kind, who, *(f"{one:.0f}" for one in figures), "" if figures[-1] <= AIM else "over"]


def _late(times: Collection[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def world(path: Path, posts: int) -> Path:
    """The region in a file, made as large unless the file is there already."""
    if not path.exists():
        build(path)
        engine = open_database(f"sqlite:///{path}")
        enlarge(engine, posts)
        engine.dispose()
    return path


def main() -> None:
    """Prints a table, and which kinds of pages nobody found."""
    words = argparse.ArgumentParser(description=str(__doc__).split("\n")[0])
    words.add_argument("--posts", type=int, default=100_000)
    words.add_argument("--rounds", type=int, default=20)
    words.add_argument("--database", type=Path, help="where the region is kept and found again")
    words.add_argument("--who", action="append", choices=PEOPLE, help="only for these people")
    chosen = words.parse_args()
    names = ("page", "who", "p50 ms", "p95 ms", "p50 CPU ms", "p95 CPU ms", "")
    table, found = Table(*names, title=f"{chosen.posts} posts"), set[str]()
    collect_seldom()
    with TemporaryDirectory() as folder:
        path = world(chosen.database or Path(folder) / "region.db", chosen.posts)
        app = create_app(Settings(database_url=f"sqlite:///{path}", clock=False))
        app.state.clock = lambda: NOW
        for who, kind, taken in sorted(measured(app, chosen.rounds, chosen.who or PEOPLE), key=lambda one: one[1]):
            table.add_row(*_row(kind, who, taken))
            found.add(kind)
    console = Console(width=140)
    console.print(table)
    console.print("not found by links:", *sorted(set(page_kinds(app)) - found))


if __name__ == "__main__":
    main()
