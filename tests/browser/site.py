"""The service over the staged region, behind a port of this machine, and the people who use it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from sqlmodel import select

from api.app import create_app
from api.gallery.__main__ import NOW, live
from api.settings import Settings
from matcher.accounts.passwords import hash_password
from models.account import Account
from models.database import open_database, writing
from tests.serving import behind_a_port

PASSWORD = "correct horse battery staple"
PEOPLE = {
    "public": None,
    "agency": "segeplan.gtm@example.org",
    "provider": "sebrae.bra@example.org",
    "focal-point": "focal.segib@example.org",
    "analyst": "analyst.eclac@example.org",
    "administrator": "administrator@example.org",
}
"""One of each role, who has something to do."""


@dataclass(frozen=True)
class Site:
    """A running service."""

    address: str
    app: FastAPI


def build(path: Path) -> None:
    """Makes the region with its story in a file; everybody has PASSWORD."""
    engine = open_database(f"sqlite:///{path}")
    live(engine)
    with writing(engine) as session:
        hashed = hash_password(PASSWORD)
        for account in session.exec(select(Account)):
            account.password_hash, account.confirmed_at, account.language = hashed, NOW, "en"
    engine.dispose()


@contextmanager
def serving(original: Path, folder: Path) -> Iterator[Site]:
    """The service over a copy of the region, at the moment of its story's end."""
    shutil.copy(original, folder / "site.db")
    settings = Settings(database_url=f"sqlite:///{folder / 'site.db'}", files=folder / "files", clock=False)
    app = create_app(settings)
    app.state.clock = lambda: NOW
    with behind_a_port(app) as address:
        yield Site(address, app)
    settings.engine.dispose()
