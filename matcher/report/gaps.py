"""What is not told of the exchanges on record, so that nobody reads more from the figures than they say."""

from typing import Any

from sqlalchemy import String, case, cast, or_
from sqlmodel import Session, col, func, select

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.tables import Column, Kind, Table
from matcher.analytics.views import View
from matcher.report.spans import spans
from models.exchange import KNOWN_STATES, SUPPORTING, Exchange, ExchangeParticipant

WORDS = (
    Message("No year is told"),
    Message("A beginning is told, but no end"),
    Message("No modality is told"),
    Message("No sector is told"),
    Message("No institution is named"),
    Message("No support is named"),
    Message("No outcome is told"),
)
"""The rows, in their order."""


def gaps(year: int) -> View:  # noqa: ARG001
    """The view; it looks at all exchanges, for those without a year belong to none."""
    return View(
        name="gaps",
        title=Message("What is not told"),
        caption=Message("How many of all exchanges on record, of whatever year, lack a piece of information."),
        table=_table,
        takes=frozenset(),
    )


def _table(asked: Asked) -> Table:
    columns = (
        Column("gap", Kind.WORD, Message("What is missing"), Message("What is missing.")),
        Column("exchanges", Kind.COUNT, Message("Exchanges"), Message("In how many exchanges it is missing.")),
        Column("on_record", Kind.COUNT, Message("On record"), Message("How many exchanges there are.")),
        Column("share", Kind.SHARE, Message("Share"), Message("The exchanges in which it is missing, of all.")),
    )
    known = spans(asked.session).values()
    every = len(known)
    if not every:
        return Table(columns, [], 0)
    no_end = sum(one.first is not None and one.last is None and not one.running for one in known)
    modality, sectors, outcome = _empty(asked.session)
    named, supported = (_having(asked.session, supports=one) for one in (False, True))
    whole = (sum(not one.told for one in known), no_end, modality, sectors, every - named, every - supported, outcome)
    rows = [(word.template, count, every, round(count / every, 6)) for word, count in zip(WORDS, whole, strict=True)]
    return Table(columns, rows, every)


def _empty(session: Session) -> tuple[int, int, int]:
    """In how many exchanges there is no modality, no sector and no outcome."""
    one = Exchange
    lacks = (col(one.modality).is_(None), cast(col(one.sectors), String) == "[]", col(one.outcome).is_(None))
    counted: Any = (func.count(case((lack, 1))) for lack in lacks)
    modality, sectors, outcome = session.exec(select(*counted).where(col(one.state).in_(KNOWN_STATES))).one()
    return modality, sectors, outcome


def _having(session: Session, *, supports: bool) -> int:
    """In how many exchanges somebody supports, or else a side that teaches or learns is named as an institution."""
    side = ExchangeParticipant
    counted = select(func.count(func.distinct(side.exchange))).join(Exchange, col(Exchange.id) == side.exchange)
    rows = counted.where(col(Exchange.state).in_(KNOWN_STATES), col(side.accepted))
    role, told = col(side.role).in_(SUPPORTING), col(side.organization).is_not(None)
    holds = (role, or_(told, col(side.country).is_not(None))) if supports else (~role, told)
    return session.exec(rows.where(*holds)).one()
