"""Two worlds for tests: the region with its match run at NOW, and a small one whose every row is known."""

from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, insert, text
from sqlmodel import Session, SQLModel

from matcher.intake.loading import load_directory
from matcher.matching.ranking import rank_live
from matcher.matching.run import store_run
from models.database import open_database, writing
from models.match import Match, MatchState
from models.match_run import MatchRun
from models.migrations import upgrade
from models.snapshot import keep_snapshots
from tests import builders
from tests.conftest import FIXTURES, NOW


@cache
def _original(folder: Path) -> Engine:
    engine = open_database(f"sqlite:///{folder / 'matched.db'}")
    upgrade(engine)
    with writing(engine) as session:
        load_directory(session, FIXTURES, now=NOW)
        store_run(session, rank_live(session, as_of=NOW.date()), now=NOW)
    return engine


def fill_with_matches(engine: Engine, folder: Path) -> Engine:
    """Copies the matched region, made once under `folder`, into a database that is empty but for its schema."""
    with _original(folder).connect() as source, engine.execution_options(writes=True).begin() as target:
        for table in SQLModel.metadata.sorted_tables:
            rows = [dict(row._mapping) for row in source.execute(table.select())]
            if rows and table.name != "country":
                target.execute(insert(table), rows)
                if engine.dialect.name == "postgresql" and isinstance(rows[0].get("id"), int):
                    last = f"""SELECT setval(pg_get_serial_sequence('"{table.name}"', 'id'), max(id))"""
                    target.execute(text(f'{last} FROM "{table.name}"'))
    _original(folder).dispose()
    return engine


def put(session: Session, *rows: SQLModel) -> None:
    """Stores rows in their order, each seen by the next."""
    for row in rows:
        session.add(row)
        session.flush()


def small_region(session: Session) -> None:
    """Agencies of Mexico and Brazil (which wants no digests), a Brazilian provider, a focal point and an analyst; one
    request, one offer."""
    put(
        session,
        builders.organization("amexcid-mex", "MEX"),
        builders.organization("conagua-mex", "MEX"),
        builders.organization("abc-bra", "BRA"),
        builders.organization("sabesp-bra", "BRA"),
        builders.organization("segib", None),
        builders.account("agency.mex@example.org", organization="amexcid-mex"),
        builders.account("agency.bra@example.org", organization="abc-bra", language="pt", wants_digest=False),
        builders.account("provider.bra@example.org", "provider", organization="sabesp-bra", language="pt"),
        builders.account("focal@example.org", "focal-point", organization="segib", language="en"),
        builders.account("analyst@example.org", "analyst", organization="segib", language="en"),
        builders.request("req-agua", organization="amexcid-mex", country="MEX"),
        builders.offer("off-agua", organization="sabesp-bra", country="BRA"),
    )


def suggest(
    session: Session,
    request: str = "req-agua",
    offer: str = "off-agua",
    *,
    at: datetime = NOW,
    score: float = 0.5,
    state: MatchState = MatchState.PROPOSED,
) -> Match:
    """A stored suggestion of an offer for a request, without running the ranking."""
    run = MatchRun(
        as_of=at.date(),
        model_version="test",
        inputs=keep_snapshots(session, [{}])[0],
        started_at=at,
        finished_at=at,
    )
    put(session, run)
    assert run.id is not None
    why = {"request": request, "offer": offer, "model": "test", "score": score, "gate": None, "contributions": []}
    moments = {"created_at": at, "proposed_at": at}
    match = Match(
        request=request, offer=offer, run=run.id, rank=1, score=score, explanation=why, state=state, **moments
    )
    put(session, match)
    return match


def bring(match: Match, state: str) -> None:
    """Takes a match that is proposed, or on its way, through the moves that lead to a state."""
    way = (MatchState.ENDORSED, MatchState.INTRODUCED, MatchState.ACCEPTED)
    for step in way[: way.index(MatchState(state)) + 1] if state in way else (MatchState(state),):
        match.state = step
