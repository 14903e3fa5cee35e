"""What every edit over HTTP needs: the transaction, who edits, from which version, and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session

from api.dependencies import CurrentActor, Now, WriteSession
from api.etags import IfMatch
from matcher.policy import Actor


@dataclass(frozen=True)
class Editing:
    """One edit; `version` is the one that the editor has read."""

    session: Session
    actor: Actor
    version: int
    now: datetime


def _edit(session: WriteSession, actor: CurrentActor, version: IfMatch, now: Now) -> Editing:
    return Editing(session, actor, version, now)


Edit = Annotated[Editing, Depends(_edit)]
"""For routes of a router with `TransactedRoute`."""
