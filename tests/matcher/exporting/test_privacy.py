"""No export holds what its owner did not publish."""

import pytest
from sqlalchemy import Engine, update
from sqlmodel import col, select

from matcher.exporting import EXPORTS, Edition, ExportKind, content_of
from matcher.matching.ranking import rank_live
from matcher.matching.run import store_run
from models.database import reading, writing
from models.match import Match
from models.post import PostState, Visibility
from models.request import Request
from tests.api.inhabited import inhabit
from tests.api.test_canaries import WORDS
from tests.builders import account, offer, organization, request
from tests.conftest import NOW
from tests.matched import bring
from tests.unpacked import legible

CANARY = "canary"


def _everything(engine: Engine) -> bytes:
    """All exports in all formats, unpacked, one after the other; the lexicon holds nothing of the database."""
    with reading(engine) as session:
        return b"\n".join(
            legible(content_of(session, kind, form, Edition("https://sursur.example", NOW))[0])
            for kind, one in EXPORTS.items()
            if kind != ExportKind.LEXICON
            for form in one.formats
        )


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
def test_a_request_that_is_not_public_leaves_no_trace(hidden: dict[str, str], matched: Engine) -> None:
    assert CANARY.encode() in _everything(matched)
    with writing(matched) as session:
        session.execute(update(Request).where(col(Request.title) == CANARY).values(**hidden))

    assert CANARY.encode() not in _everything(matched)


def test_no_account_leaves_a_trace(matched: Engine) -> None:
    with writing(matched) as session:
        hidden = {"title": "", "state": PostState.DRAFT}
        session.execute(update(Request).where(col(Request.title) == CANARY).values(**hidden))

    content = _everything(matched)

    assert b"@example.org" not in content
    assert len(content) > 10_000


@pytest.mark.long
def test_nothing_private_of_a_whole_world_is_in_any_file(engine: Engine) -> None:
    """Drafts, posts for members, contacts, names, notes, evaluations, costs and mails hold words that are sought."""
    with writing(engine) as session:
        inhabit(session)

    content = _everything(engine).decode(errors="replace")

    assert WORDS.findall(content) == []
    for known in ("req-agua", "off-agua", "sabesp-bra", "pra-1", "mec-1", "Agua potable rural"):
        assert known in content


def test_what_reviewers_and_owners_know_of_a_public_post_is_in_no_file(matched: Engine) -> None:
    secrets = {"preferred_provider": "amexcid-mex", "answered_by": [CANARY], "objection_note": CANARY}
    with writing(matched) as session:
        session.execute(update(Request).where(col(Request.title) == CANARY).values(title="", state=PostState.DRAFT))
        session.execute(update(Request).where(col(Request.id) == "req-open").values(**secrets))
        match = session.exec(select(Match).where(Match.request == "req-open")).one()
        bring(match, "accepted")

    content = _everything(matched)

    assert CANARY.encode() not in content
    assert b"req-open,off-1," in content
    for column in (b"preferred_provider", b"answered_by", b"capacity", b"contact", b"trusted"):
        assert b"," + column not in content
