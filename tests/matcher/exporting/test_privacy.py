"""No export holds what its owner did not publish."""

import zipfile
from pathlib import Path

import pytest
from sqlalchemy import Engine, update
from sqlmodel import col

from matcher.exporting import ExportKind, export
from matcher.exporting.kinds import EXPORTS
from matcher.matching.ranking import rank_live
from matcher.matching.run import store_run
from models.database import reading, writing
from models.post import PostState, Visibility
from models.request import Request
from tests.builders import account, offer, organization, request
from tests.conftest import NOW

CANARY = "canary"


def _everything(engine: Engine, folder: Path) -> bytes:
    """All exports in all formats, unpacked, one after the other; the lexicon holds nothing of the database."""
    content = b""
    for kind, kinds in EXPORTS.items():
        if kind == ExportKind.LEXICON:
            continue
        for form in kinds.formats:
            path = folder / f"{kind}.{form}"
            with reading(engine) as session:
                export(session, kind, path, form)
            content += path.read_bytes()
            if form == "xlsx":
                with zipfile.ZipFile(path) as book:
                    content += b"".join(book.read(name) for name in book.namelist())
    return content


@pytest.fixture
def matched(engine: Engine) -> Engine:
    """A database with one request of each state but drafts matched with one offer, and an account."""
    with writing(engine) as session:
        session.add_all([organization(), organization("amexcid-mex", "MEX")])
        session.flush()
        session.add_all([offer(), request("req-open")])
        session.add(request(f"req-{CANARY}", title=CANARY))
        session.add(account(f"{CANARY}@example.org", name=CANARY))
        session.flush()
        store_run(session, rank_live(session, as_of=NOW.date()), now=NOW)
    return engine


@pytest.mark.parametrize(
    "hidden",
    [
        {"state": PostState.DRAFT},
        {"state": PostState.SUBMITTED},
        {"state": PostState.WITHDRAWN},
        {"visibility": Visibility.MEMBERS},
        {"visibility": Visibility.PARTIES},
    ],
)
def test_a_request_that_is_not_public_leaves_no_trace(hidden: dict[str, str], matched: Engine, tmp_path: Path) -> None:
    assert CANARY.encode() in _everything(matched, tmp_path)
    with writing(matched) as session:
        session.execute(update(Request).where(col(Request.title) == CANARY).values(**hidden))

    assert CANARY.encode() not in _everything(matched, tmp_path)


def test_no_account_leaves_a_trace(matched: Engine, tmp_path: Path) -> None:
    with writing(matched) as session:
        hidden = {"title": "", "state": PostState.DRAFT}
        session.execute(update(Request).where(col(Request.title) == CANARY).values(**hidden))

    content = _everything(matched, tmp_path)

    assert b"@example.org" not in content
    assert len(content) > 10_000
