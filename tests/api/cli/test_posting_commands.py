"""Posts on the command line: drafts from a file, and the sweep of contents without a post."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.posting.file_store import FileStore
from models.database import reading, writing
from models.request import Request
from tests.conftest import NOW
from tests.matched import small_region
from tests.shell import sursur

TEXT = "Necesitamos medir la calidad del agua en quince municipios rurales."


@pytest.fixture
def small(engine: Engine) -> Engine:
    """The small region."""
    with writing(engine) as session:
        small_region(session)
    return engine


def test_a_file_becomes_drafts_of_an_account(small: Engine, database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "needs.csv"
    file.write_text(f"text\n{TEXT}\n", encoding="utf-8")
    words = ("import", "requests", str(file), "--account", "agency.mex@example.org")

    tried = sursur(database_url, *words, "--dry-run", "--json")
    done = sursur(database_url, *words, "--json")

    assert (json.loads(tried.out)["new"], json.loads(done.out)["new"]) == (1, 1)
    with reading(small) as session:
        drafts = session.exec(select(Request).where(Request.state == "draft")).all()
    assert [(one.text, one.organization) for one in drafts] == [(TEXT, "amexcid-mex")]


@pytest.mark.parametrize(
    ("kind", "account", "said"),
    [
        ("requests", "nobody@example.org", "there is no account 'nobody@example.org'"),
        ("organizations", "agency.mex@example.org", "organizations are nobody's drafts"),
        ("requests", "provider.bra@example.org", "row 2: your account may not do this"),
    ],
)
def test_a_file_that_cannot_be_taken_ends_in_one_line(
    small: Engine, database_url: str, tmp_path: Path, kind: str, account: str, said: str
) -> None:
    file = tmp_path / "needs.csv"
    file.write_text(f"text\n{TEXT}\n", encoding="utf-8")
    assert said in sursur(database_url, "import", kind, str(file), "--account", account).reason


def test_the_sweep_removes_contents_without_a_post(
    small: Engine, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FileStore(tmp_path / "files")
    old = (NOW - timedelta(days=900)).timestamp()
    os.utime(store.path(store.keep(b"left")), (old, old))
    store.keep(b"just sent")
    monkeypatch.setenv("SURSUR_FILES", str(store.folder))

    assert "1 contents removed" in sursur(database_url, "sweep").out
    assert [one.read_bytes() for one in store.folder.rglob("*") if one.is_file()] == [b"just sent"]
