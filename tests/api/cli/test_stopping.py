"""`sursur match run` stopped by Ctrl-C and by kill -9, and resumed: programs of their own, with worker processes."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from matcher.matching.execution.chunk import PER_CHUNK
from matcher.matching.ranking import rank_live
from models.database import open_database, reading, writing
from models.match import Match
from models.match_run_chunk import MatchRunChunk
from models.migrations import upgrade
from tests.builders import offer, organization, request
from tests.shell import PROGRAM, sursur

REQUESTS = 9 * PER_CHUNK
RUN = ("match", "run", "--as-of", "2026-11-23", "--workers", "2")
PATIENCE = 90


@pytest.fixture
def many(tmp_path: Path) -> Engine:
    """Requests for nine chunks and three offers, on SQLite."""
    engine = open_database(f"sqlite:///{tmp_path / 'sursur.db'}")
    upgrade(engine)
    with writing(engine) as session:
        session.add_all([organization(), organization("amexcid-mex", "MEX")])
        session.flush()
        session.add_all(request(f"req-{number:04}", text=f"Agua potable {number}") for number in range(REQUESTS))
        session.add_all(offer(f"off-{number}") for number in range(3))
    return engine


def _started(engine: Engine) -> subprocess.Popen[str]:
    """A run in a process group of its own, as a terminal gives it."""
    env = os.environ | {"SURSUR_DATABASE_URL": engine.url.render_as_string()}
    return subprocess.Popen(
        [str(PROGRAM), *RUN], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def _wait(until: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < end, f"{what}: not within {PATIENCE} seconds"
        time.sleep(0.05)


def _chunks(engine: Engine) -> int:
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(MatchRunChunk)).one()


def _gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.long
def test_a_run_stopped_twice_ends_as_one_that_was_not(many: Engine) -> None:
    first = _started(many)
    _wait(lambda: _chunks(many) >= 1, "the first chunk")
    os.killpg(first.pid, signal.SIGINT)
    out, err = first.communicate()
    kept = _chunks(many)

    assert (first.returncode, out) == (130, ""), err
    said = re.search(rf"stopped after ([\d,]+) of {REQUESTS:,} requests; run the same command to go on", err)
    assert said is not None, err
    assert kept - 1 <= int(said[1].replace(",", "")) // PER_CHUNK <= kept, (
        "a chunk may be kept in the moment of the stop, and no more"
    )
    assert "Traceback" not in err
    _wait(lambda: _gone(first.pid), "the end of the workers")

    second = _started(many)
    _wait(lambda: _chunks(many) > kept, "another chunk")
    second.kill()
    _, err = second.communicate()
    kept = _chunks(many)

    assert "Traceback" not in err
    assert kept * PER_CHUNK < REQUESTS
    _wait(lambda: _gone(second.pid), "the end of the workers")

    third = sursur(many.url.render_as_string(), *RUN)

    assert third.code == 0, third.err
    assert f"resumed: {kept * PER_CHUNK:,} of {REQUESTS:,} requests were ranked before" in third.out
    with reading(many) as session:
        assert _chunks(many) == 0
        found = session.exec(select(Match).order_by(col(Match.request))).all()
        for one in found[:: len(found) // 6]:
            assert one.explanation == _ranked_alone(session, one.request)[one.offer]
    many.dispose()


def _ranked_alone(session: Session, request: str) -> dict[str, Any]:
    ranking = rank_live(session, as_of=date(2026, 11, 23), request=request).rankings[0]
    return {one.offer: one.as_data() for one in ranking.places}
