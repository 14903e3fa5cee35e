"""A service on its first day: its institutions and accounts are there, and nothing else."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser
from sqlmodel import select

from api.gallery.__main__ import FIXTURES, NOW
from matcher.accounts.passwords import hash_password
from matcher.intake.loading import load_directory
from models.account import Account
from models.database import open_database, writing
from models.migrations import upgrade
from tests.browser.crawling import walk
from tests.browser.looks import name_of, pictures
from tests.browser.site import PASSWORD, PEOPLE, serving
from tests.browser.visitors import NARROW, WIDE, visiting

THERE = ("organizations.jsonl", "accounts.jsonl")


def begin(path: Path) -> None:
    """Makes the empty service in a file; everybody has PASSWORD."""
    engine = open_database(f"sqlite:///{path}")
    upgrade(engine)
    with TemporaryDirectory() as folder:
        for name in THERE:
            shutil.copy(FIXTURES / name, folder)
        with writing(engine) as session:
            load_directory(session, Path(folder), now=NOW)
    with writing(engine) as session:
        hashed = hash_password(PASSWORD)
        for account in session.exec(select(Account)):
            account.password_hash, account.confirmed_at, account.language = hashed, NOW, "en"
    engine.dispose()


def look_around(browser: Browser, folder: Path) -> Iterator[Path]:
    """Takes every page that each person finds there. Answers each picture."""
    with TemporaryDirectory() as place:
        begin(Path(place) / "empty.db")
        with serving(Path(place) / "empty.db", Path(place)) as site:
            for who in PEOPLE:
                with visiting(browser, site, who) as visitor:
                    for kind, _ in walk(visitor, site.app):
                        yield from pictures(visitor.page, folder, f"{who}-{name_of(kind)}", [WIDE, NARROW])
