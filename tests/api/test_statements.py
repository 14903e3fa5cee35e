"""No answer asks the database more often because there is more in it: every reading route, from 10 to 1,000 posts."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from models.database import open_database, reading, writing
from tests.api.conftest import service
from tests.api.inhabited import inhabit, keys_by_parameter
from tests.api.multiplied import multiply
from tests.api.people import as_account
from tests.api.routes_of import routes_of
from tests.exchanging import ADMINISTRATOR, FOCAL, RECIPIENT
from tests.spreading import taken
from tests.statements import counted

FEW, MANY = 10, 1000
PEOPLE = (ADMINISTRATOR, RECIPIENT, FOCAL)
"""Of whom the first who gets an answer is asked for a thing, and all for a list."""
PLACE = re.compile(r"\{(\w+)\}")
KINDS = {"/review": "requests", "/exchanges": "milestones", "": "requests"}
"""What a path calls `kind`, by how it begins."""


@dataclass(frozen=True)
class World:
    """A service over so many posts, and who asks it."""

    app: FastAPI
    engine: Engine
    clients: dict[str, TestClient]
    keys: dict[str, list[str]]

    def asked(self, email: str, address: str) -> int | None:
        """How often the database is asked for an answer, the second time; None where there is none."""
        if self.clients[email].get(address, follow_redirects=False).status_code != 200:
            return None
        with counted(self.engine) as statements:
            self.clients[email].get(address, follow_redirects=False)
        return len(statements)


def inhabited(path: Path, migrated: Path) -> Path:
    """A database in which every noun is there."""
    shutil.copy(migrated, path)
    with closed(path) as engine, writing(engine) as session:
        inhabit(session)
    return path


@contextmanager
def closed(path: Path) -> Iterator[Engine]:
    """A database that is left behind in one file."""
    engine = open_database(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def world(path: Path, posts: int, smallest: Path) -> World:
    """The same world with so many posts."""
    shutil.copy(smallest, path)
    with closed(path) as engine:
        with reading(engine) as session:
            keys = keys_by_parameter(session)
        with writing(engine) as session:
            multiply(session, "request", posts)
    app = service(f"sqlite:///{path}")
    clients = {email: as_account(app, email) for email in PEOPLE}
    return World(app, app.state.settings.engine, clients, keys)


@pytest.fixture
def worlds(tmp_path: Path, file_to_copy: Callable[[str], Path]) -> Iterator[tuple[World, World]]:
    with ExitStack() as stack:
        smallest = inhabited(tmp_path / "smallest.db", file_to_copy("engine"))
        found = [world(tmp_path / f"{posts}.db", posts, smallest) for posts in (FEW, MANY)]
        for one in found:
            stack.callback(one.engine.dispose)
        yield found[0], found[1]


def addresses(path: str, keys: dict[str, list[str]]) -> list[str]:
    """A path with one thing after the other that is there."""
    names = PLACE.findall(path)
    known = keys | {"post_id": keys["request_id" if "/requests/" in path else "offer_id"]}
    known["kind"] = next([kind] for start, kind in KINDS.items() if path.startswith(start))
    choices = max((len(known.get(name, ())) for name in names), default=1)
    return [
        _filled(path, {name: _one(known.get(name, ["nothing"]), place) for name in names}) for place in range(choices)
    ]


def _one(values: list[str], place: int) -> str:
    return values[place % len(values)]


def _filled(path: str, values: dict[str, str]) -> str:
    return PLACE.sub(lambda found: values[found[1]], path)


def more_often(few: World, many: World, path: str) -> list[tuple[str, str, int, int]]:
    """Who is answered with more questions over more posts: (who, address, few, many)."""
    wrong = []
    for email in PEOPLE:
        for address in addresses(path, few.keys):
            before = few.asked(email, address)
            if before is None:
                continue
            after = many.asked(email, address)
            if after is None or after > before:
                wrong.append((email, address, before, after or 0))
            break
        else:
            continue
        if PLACE.search(path):
            break
    return wrong


@pytest.mark.long
def test_no_answer_asks_more_often_over_more_posts(worlds: tuple[World, World]) -> None:
    few, many = worlds
    read = [path for method, path in routes_of(few.app) if method == "GET" and taken(path)]
    wrong = [one for path in read for one in more_often(few, many, path)]

    assert wrong == []
