"""A run that is stopped keeps what it has ranked, and a later one over the same takes it over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from matcher.clock import Clock, tick
from matcher.errors import RunStoppedError
from matcher.mail.delivering import Outbox
from matcher.mail.letterhead import Letterhead
from matcher.mail.sending import to_directory
from matcher.matching.execution.chunk import PER_CHUNK, Chunk, Task
from matcher.matching.execution.executor import Executor, Finished, InProcess
from matcher.matching.execution.workforce import Workforce
from matcher.matching.ranking import rank_apart, rank_live
from matcher.matching.run import run_matches
from models.database import reading, writing
from models.match import Match
from models.match_run_chunk import MatchRunChunk
from models.offer import Offer
from models.request import Request
from tests.builders import offer, organization, request
from tests.conftest import NOW

TODAY = NOW.date()
REQUESTS = PER_CHUNK + 2
ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass(frozen=True)
class Stopping(Workforce):
    """Somebody who presses Ctrl-C after a number of chunks."""

    chunks: int = 1

    def executor(self, requests: int) -> Executor:  # noqa: ARG002
        """One that is stopped."""
        return Stopped(self.chunks)


@dataclass(frozen=True)
class Stopped:
    """Ranks some chunks and hears of Ctrl-C."""

    after: int

    def rank(self, task: Task, chunks: Sequence[Chunk]) -> Finished:
        """The first chunks."""
        yield from InProcess().rank(task, chunks[: self.after])
        raise KeyboardInterrupt


@dataclass(frozen=True)
class Meanwhile(Workforce):
    """Ranks while somebody edits an offer, the first time at least."""

    engine: Engine | None = None

    def executor(self, requests: int) -> Executor:  # noqa: ARG002
        """This process, after the edit."""
        assert self.engine is not None
        with writing(self.engine) as session:
            session.get_one(Offer, "off-1").text = "Otra cosa: formación de jueces."
        return InProcess()


@pytest.fixture
def waiting(engine: Engine) -> Engine:
    """Requests for two chunks, and two offers."""
    with writing(engine) as session:
        session.add_all([organization(), organization("amexcid-mex", "MEX")])
        session.flush()
        session.add_all(request(f"req-{number:03}") for number in range(REQUESTS))
        session.add_all([offer("off-1"), offer("off-2")])
    return engine


def _stop(engine: Engine, *, after: int = 1, as_of: date = TODAY) -> RunStoppedError:
    with pytest.raises(RunStoppedError) as stopped:
        run_matches(engine, as_of=as_of, now=NOW, workforce=Stopping(chunks=after))
    return stopped.value


def _taken_over(engine: Engine, *, as_of: date = TODAY) -> int:
    """How many requests a run has done when it is stopped before it does any."""
    return _stop(engine, after=0, as_of=as_of).done


def _count(session: Session, table: type[Match] | type[MatchRunChunk]) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


def test_a_stopped_run_says_how_far_it_came_and_stores_no_match(waiting: Engine) -> None:
    stopped = _stop(waiting)

    assert str(stopped) == f"stopped after {PER_CHUNK} of {REQUESTS} requests; run the same command to go on"
    with reading(waiting) as session:
        assert (_count(session, Match), _count(session, MatchRunChunk)) == (0, 1)


def test_a_resumed_run_finds_what_an_undisturbed_one_finds_and_cleans_up(waiting: Engine) -> None:
    with reading(waiting) as session:
        undisturbed = rank_live(session, as_of=TODAY)
    _stop(waiting)
    ranked = rank_apart(waiting, as_of=TODAY, now=NOW)

    result = run_matches(waiting, as_of=TODAY, now=NOW)

    assert ranked.rankings == undisturbed.rankings
    assert (ranked.resumed, undisturbed.resumed, result.resumed) == (PER_CHUNK, 0, REQUESTS)
    assert (result.repeated, result.run.counts["requests"]) == (False, REQUESTS)
    with reading(waiting) as session:
        assert _count(session, Match) == result.run.counts["proposed"] > 0
        assert _count(session, MatchRunChunk) == 0


@ONLY_SQLITE
def test_what_was_ranked_on_another_day_is_not_taken_over(waiting: Engine) -> None:
    _stop(waiting)

    assert _taken_over(waiting, as_of=TODAY + timedelta(days=1)) == 0


@ONLY_SQLITE
def test_what_was_ranked_over_other_offers_is_not_taken_over(waiting: Engine) -> None:
    _stop(waiting)
    with writing(waiting) as session:
        session.get_one(Offer, "off-1").text += " Con escuelas."

    assert _taken_over(waiting) == 0


@ONLY_SQLITE
@pytest.mark.parametrize(("edited", "resumed"), [("req-000", 0), (f"req-{REQUESTS - 1:03}", PER_CHUNK)])
def test_only_the_chunk_of_an_edited_request_is_ranked_anew(waiting: Engine, edited: str, resumed: int) -> None:
    _stop(waiting)
    with writing(waiting) as session:
        session.get_one(Request, edited).text += " Con escuelas."

    assert _taken_over(waiting) == resumed


@ONLY_SQLITE
def test_a_run_of_one_chunk_keeps_nothing(waiting: Engine) -> None:
    rank_apart(waiting, as_of=TODAY, now=NOW, request="req-000")

    with reading(waiting) as session:
        assert _count(session, MatchRunChunk) == 0


@ONLY_SQLITE
def test_what_changes_while_ranking_is_ranked_by(waiting: Engine) -> None:
    ranked = rank_apart(waiting, as_of=TODAY, now=NOW, workforce=Meanwhile(engine=waiting))

    with reading(waiting) as session:
        assert ranked.stands(session)
        assert ranked.rankings == rank_live(session, as_of=TODAY).rankings
    assert next(one.text for one in ranked.inputs.offers if one.id == "off-1").startswith("Otra cosa")


@ONLY_SQLITE
def test_the_clock_goes_on_where_a_stopped_run_stood(waiting: Engine, tmp_path: Path) -> None:
    outbox = Outbox(waiting, to_directory(tmp_path), Letterhead("digest@sursur.example", "https://sursur.example"))
    _stop(waiting)

    tick(Clock(outbox, "sursur.example", "one", workforce=OnlyTheRest()), now=NOW)

    with reading(waiting) as session:
        assert _count(session, Match) > 0


@dataclass(frozen=True)
class OnlyTheRest(Workforce):
    """Fails where more is asked of it than a stopped run has left."""

    def executor(self, requests: int) -> Executor:
        """This process."""
        assert requests == REQUESTS - PER_CHUNK
        return InProcess()
