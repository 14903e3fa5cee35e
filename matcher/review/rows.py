"""Matches as rows of a list, as somebody may see them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from pydantic import BaseModel
from sqlmodel import Session, col, select

from matcher.policy import may
from matcher.policy.actor import Actor
from matcher.policy.matches import MatchAction, side_of
from matcher.policy.posts import admits
from models.account import Account
from models.decision import Decision, Side, Verdict
from models.offer import Offer
from models.organization import names_of
from models.pairing import Pairing
from models.post import PostState
from models.request import Request
from scoring.explanation import from_data
from scoring.sentence import sentence


class PostBrief(BaseModel):
    """A post in a list of matches; the title is left out where the reader may not see the post."""

    id: str
    title: str | None
    organization: str
    organization_name: str
    country: str | None


class MatchListed(BaseModel):
    """A match in a list. `side` is as whom the reader speaks; `of_interest` where the requester said so before the
    review; `assigned_to` names the focal point in charge, for those who review."""

    id: int
    version: int
    state: str
    side: Side | None
    request: PostBrief
    offer: PostBrief
    rank: int
    score: float
    why: str | None
    of_interest: bool
    requester_accepted: bool
    provider_accepted: bool
    proposed_at: datetime
    endorsed_at: datetime | None
    introduced_at: datetime | None
    parked_until: date | None
    assigned_to: str | None


def sees_post(actor: Actor, found: Pairing, post: Request | Offer) -> bool:
    """Whether who may see the match may also read this post of it: its own side always; while it is out, the focal
    points, the side that is introduced to it, and whoever the post is for."""
    own, side = Side.REQUESTER if post is found.request else Side.PROVIDER, side_of(actor, found)
    if side == own:
        return True
    concerned = side == Side.FOCAL_POINT or (side is not None and found.together)
    out = post.state in (PostState.PUBLISHED, PostState.CLOSED)
    return out and (concerned or admits(actor, post.visibility))


def listed(session: Session, actor: Actor, found: Sequence[Pairing], *, language: str) -> list[MatchListed]:
    """Matches as rows of a list; three queries however many they are."""
    organizations = names_of(session, {post.organization for one in found for post in (one.request, one.offer)})
    people = account_names(session, {one.match.assigned_to for one in found})
    interesting = said_to_be_of_interest(session, found)
    rows = [_row(actor, one, organizations, people, language) for one in found]
    return [row.model_copy(update={"of_interest": row.id in interesting}) for row in rows]


def _row(
    actor: Actor, one: Pairing, organizations: Mapping[str, str], people: Mapping[str, str], language: str
) -> MatchListed:
    match = one.match
    request, offer = (_brief(actor, one, post, organizations) for post in (one.request, one.offer))
    open_to_both = request.title is not None and offer.title is not None
    reviews = may(actor, MatchAction.SEE_PEOPLE, one)
    return MatchListed(
        id=one.id,
        version=match.version,
        state=match.state,
        side=side_of(actor, one),
        request=request,
        offer=offer,
        rank=match.rank,
        score=match.score,
        why=sentence(from_data(match.explanation), language) if open_to_both else None,
        of_interest=False,
        requester_accepted=match.requester_accepted_at is not None,
        provider_accepted=match.provider_accepted_at is not None,
        proposed_at=match.proposed_at,
        endorsed_at=match.endorsed_at,
        introduced_at=match.introduced_at,
        parked_until=match.parked_until,
        assigned_to=people.get(match.assigned_to or "") if reviews else None,
    )


def _brief(actor: Actor, one: Pairing, post: Request | Offer, organizations: Mapping[str, str]) -> PostBrief:
    return PostBrief(
        id=post.id,
        title=post.title if sees_post(actor, one, post) else None,
        organization=post.organization,
        organization_name=organizations[post.organization],
        country=post.country,
    )


def account_names(session: Session, emails: Collection[str | None]) -> dict[str, str]:
    """The names of some accounts, by address."""
    chosen = select(Account.email, Account.name).where(col(Account.email).in_({one for one in emails if one}))
    return dict(session.exec(chosen).all())


def said_to_be_of_interest(session: Session, found: Sequence[Pairing]) -> set[int]:
    """The matches of which the requester said so, at the present suggestion of the pair."""
    proposed = {one.id: one.match.proposed_at for one in found}
    chosen = select(Decision).where(col(Decision.match).in_(list(proposed)), Decision.verdict == Verdict.INTERESTED)
    return {one.match for one in session.exec(chosen) if one.decided_at >= proposed[one.match]}
