"""Places to restore to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from matcher.backup.saving import Stored
from matcher.posting.file_store import FileStore
from models.database import open_database
from tests import postgres


@pytest.fixture
def elsewhere(engine: Engine, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Stored]]:
    """Makes empty places to restore to, of the same kind of database or of another."""
    made: list[tuple[Engine, str | None]] = []

    def make(kind: str) -> Stored:
        name = None
        if kind == "postgresql":
            name = f"{engine.url.database}_{len(made)}"
            url = postgres.create_database(request.getfixturevalue("postgres_address"), name)
        else:
            url = f"sqlite:///{tmp_path / f'elsewhere-{len(made)}.db'}"
        made.append((open_database(url), name))
        return Stored(made[-1][0], FileStore(tmp_path / f"files-{len(made)}"))

    yield make
    for one, name in made:
        one.dispose()
        if name:
            postgres.drop_database(request.getfixturevalue("postgres_address"), name)
