"""Moves a post from one state to the next: who may, whether it makes sense, and what the trail says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from locales.messages import Message
from matcher.editing import Change, apply_changes, check_version
from matcher.errors import ConflictError
from matcher.policy import Actor, demand, may
from matcher.policy.posts import IN_STATE, PostAction, PostCase


def demand_now(actor: Actor, action: PostAction, case: PostCase) -> None:
    """Nothing where the actor may do this with the post in its present state. Raises what `demand` raises, and
    ConflictError where the state does not allow it."""
    demand(actor, action, case)
    if not _fits(action, case):
        verb = action.partition(".")[2].replace("_", " ")
        raise ConflictError(
            "the {noun} {id!r} is {state}: it does not take {verb!r} now",
            noun=Message(case.noun),
            id=case.id,
            state=Message(case.post.state),
            verb=verb,
        )


def actions_now(actor: Actor, case: PostCase) -> list[str]:
    """What the actor may do with the post in its present state."""
    return [str(one) for one in IN_STATE if _fits(one, case) and may(actor, one, case)]


def _fits(action: PostAction, case: PostCase) -> bool:
    """Whether an action makes sense now: a window agrees only where it was asked."""
    asked = action != PostAction.AGREE or case.post.window_until is not None
    return asked and case.post.state in IN_STATE[action]


def change_post(
    session: Session, actor: Actor, case: PostCase, changes: Mapping[str, Any], *, now: datetime, action: str
) -> Change:
    """Changes a post with one event, such as request.closed, in the trail."""
    return apply_changes(session, actor, case.post, changes, now=now, action=f"{case.noun}.{action}")


def begin(actor: Actor, action: PostAction, case: PostCase, version: int | None) -> None:
    """Checks before a move: rights, state and, where one is given, the version that it starts from."""
    demand_now(actor, action, case)
    if version is not None:
        check_version(case.post, case.noun, case.id, version)
