"""Letters about posts: to focal points when one waits, to its writers when it is published or comes back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from matcher.focal_points import right_ones
from matcher.letters.writing import write_letter
from matcher.policy import Actor
from matcher.policy.posts import AUTHORS, PostCase
from matcher.posting.objections import MEANINGS, Objection
from matcher.territories.windows import windows_of
from models.account import Account, Role, active_accounts
from models.organization import Organization
from models.post import PostState


def tell_reviewers(session: Session, case: PostCase, *, now: datetime) -> None:
    """Tells the focal points of a post's countries and sectors that it waits, and until when they may object."""
    end = case.post.silence_ends_at
    content = _content(session, case) | {"until": end.isoformat() if end else now.isoformat()}
    focal_points = [one for one in active_accounts(session) if one.role == Role.FOCAL_POINT]
    looking = right_ones(focal_points, case.countries, case.post.sectors)
    _write(session, case, looking, "post-submitted", content, now=now)


def tell_window(session: Session, case: PostCase, *, now: datetime) -> None:
    """Asks the window of a post's country, which has its word before the focal points, and says until when."""
    end = case.post.window_until
    content = _content(session, case) | {"until": end.isoformat() if end else now.isoformat()}
    _write(session, case, windows_of(session, case.post.country or ""), "post-window", content, now=now)


def tell_writers(session: Session, case: PostCase, actor: Actor, *, now: datetime) -> None:
    """Tells the organization of a post, but for who did it, that it was published or came back with an objection."""
    content, kind = _content(session, case), "post-published"
    if case.post.state == PostState.DRAFT:
        kind = "post-returned"
        reason = MEANINGS[Objection(case.post.objection or Objection.OTHER)]
        content |= {"reason": reason, "note": case.post.objection_note or ""}
    theirs = {case.post.organization, case.post.posted_by}
    writers = [one for one in active_accounts(session) if one.organization in theirs and one.role in AUTHORS]
    _write(session, case, [one for one in writers if one.email != actor.email], kind, content, now=now)


def _content(session: Session, case: PostCase) -> dict[str, Any]:
    organization = session.get_one(Organization, case.post.organization)
    return {"noun": case.noun, "key": case.id, "title": case.post.title, "organization": organization.name}


def _write(
    session: Session, case: PostCase, accounts: Iterable[Account], kind: str, content: dict[str, Any], *, now: datetime
) -> None:
    """One letter an account for each version of the post."""
    for one in accounts:
        once = f"{kind}:{case.noun}:{case.id}:{case.post.version}:{one.email}"[:200]
        write_letter(session, one.email, kind, content, now=now, once=once)
