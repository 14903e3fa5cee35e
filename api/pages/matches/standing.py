"""Where a match stands for its reader: what was said, what comes next, and what he may do."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from api.pages.visits import Visit
from matcher.policy.matches import MatchAction
from matcher.review.assigning import who_may_be_assigned
from matcher.review.contacts import SideContacts, contacts_of
from matcher.review.lapsing import TIME_TO_ANSWER
from matcher.review.notes import TIME_TO_DELETE
from matcher.review.pairs import exchange_of_match
from matcher.review.reasons import REASON_TEXTS, reasons_for
from matcher.review.rows import MatchListed
from matcher.review.said import DecisionPublic, NotePublic
from matcher.review.seeing import Opened
from models.decision import Reason, Side
from models.pairing import Pairing

Option = tuple[str, str]
ASKED_OF = frozenset(map(str, (MatchAction.ENDORSE, MatchAction.CHOOSE, MatchAction.ACCEPT)))
"""What a match waits for, whoever it is that may do it."""


@dataclass(frozen=True)
class NoteRow:
    """A note, and whether the reader may still take it back."""

    note: NotePublic
    removable: bool


@dataclass(frozen=True)
class Standing:
    """A match as it stands for its reader. `actions` name what he may do; `answer_by` is the day on which an
    introduction lapses; `declines` tells that he may say no, with one of the `reasons`.

    `together` tells that a note may go to the other party; `others` is how to reach the other side, once both agreed.
    """

    match: MatchListed
    actions: frozenset[str]
    declines: bool
    answer_by: date | None
    accepted: bool
    decisions: list[DecisionPublic]
    notes: list[NoteRow]
    reasons: list[Option]
    reason_texts: dict[str, str]
    focal_points: list[Option]
    together: bool
    others: SideContacts | None
    exchange: str | None

    @property
    def waits(self) -> bool:
        """Whether the match waits for its reader."""
        return bool(self.actions & ASKED_OF)


def standing_of(session: Session, visit: Visit, found: Pairing, opened: Opened) -> Standing:
    """Where a match stands."""
    match, actions = opened.listed, frozenset(str(one) for one in opened.actions)
    assigns = MatchAction.ASSIGN in opened.actions
    points = who_may_be_assigned(session, found) if assigns else []
    return Standing(
        match=match,
        actions=actions - ({str(MatchAction.INTEREST)} if match.of_interest else set()),
        declines=bool(actions & {MatchAction.DECLINE, MatchAction.TURN_DOWN}),
        answer_by=(match.introduced_at + TIME_TO_ANSWER).date() if match.introduced_at else None,
        accepted=_has_accepted(match),
        decisions=opened.decisions,
        notes=[NoteRow(one, _removable(one, actions, visit.now)) for one in opened.notes],
        reasons=[(one.code, one.text) for one in reasons_for(visit.language, match.side)] if match.side else [],
        reason_texts={str(code): REASON_TEXTS[code] for code in Reason},
        focal_points=[(one.email, one.name) for one in points],
        together=found.introduced,
        others=_others(session, visit, found, opened),
        exchange=exchange_of_match(session, found.id),
    )


def _has_accepted(match: MatchListed) -> bool:
    """Whether the reader's side has."""
    said = {Side.REQUESTER: match.requester_accepted, Side.PROVIDER: match.provider_accepted}
    return match.side is not None and said.get(match.side, False)


def _removable(note: NotePublic, actions: frozenset[str], now: datetime) -> bool:
    in_time = now - note.written_at <= TIME_TO_DELETE
    return note.own and note.text is not None and in_time and MatchAction.NOTE in actions


def _others(session: Session, visit: Visit, found: Pairing, opened: Opened) -> SideContacts | None:
    """How to reach the other side, for a side that may know."""
    if MatchAction.SEE_CONTACTS not in opened.actions:
        return None
    contacts = contacts_of(session, visit.actor, found.id)
    return contacts.provider if opened.listed.side == Side.REQUESTER else contacts.requester
