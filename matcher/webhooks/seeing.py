"""Which things a webhook may be told of: those that its owner may see, and what befell them since he may."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, col, select

from matcher.policy import Actor, may
from matcher.policy.exchanges import ExchangeAction
from matcher.policy.matches import MatchAction, side_of
from matcher.policy.posts import PostAction, PostCase
from matcher.posting.visibility import case_of
from models.decision import Side
from models.dossier import Dossier, dossiers
from models.exchange import Exchange
from models.offer import Offer
from models.pairing import Pairing, pairings
from models.request import Request

Row = TypeVar("Row", Request, Offer, Exchange)
Thing = PostCase | Pairing | Dossier
"""What the policy is asked about: a thing with all that decides who may see it."""


def things_by_key(session: Session, kind: str, keys: Collection[str]) -> dict[str, Thing]:
    """The things of a kind, by their key in the audit trail; none of a kind that is not told."""
    match kind:
        case "request":
            return {row.id: case_of(session, row) for row in _rows(session, Request, keys)}
        case "offer":
            return {row.id: case_of(session, row) for row in _rows(session, Offer, keys)}
        case "match":
            return {str(key): one for key, one in pairings(session, [int(key) for key in keys]).items()}
        case "exchange":
            return {one.id: one for one in dossiers(session, _rows(session, Exchange, keys))}
    return {}


def _rows(session: Session, table: type[Row], keys: Collection[str]) -> Sequence[Row]:
    return session.exec(select(table).where(col(table.id).in_(keys))).all()


def may_be_told(actor: Actor, thing: Thing | None, *, at: datetime) -> bool:
    """Whether an actor may know what befell a thing at a moment: nobody is told what went on before he was to know."""
    match thing:
        case PostCase():
            opened = thing.post.published_at
            known = may(actor, PostAction.SEE_INSIDE, thing) or opened is None or at >= opened
            return known and may(actor, PostAction.SEE, thing)
        case Pairing():
            told = thing.match.introduced_at
            known = side_of(actor, thing) != Side.PROVIDER or (told is not None and at >= told)
            return known and may(actor, MatchAction.SEE, thing)
        case Dossier():
            return may(actor, ExchangeAction.SEE, thing)
    return False
