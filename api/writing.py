"""What calls that write come with; for routes of a router with `TransactedRoute`."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Response

from api.dependencies import CurrentActor, Now, WriteSession
from api.etags import IfMatch


@dataclass(frozen=True)
class Writing:
    """The transaction, who asks, what time it is, and the answer that is being prepared."""

    session: WriteSession
    actor: CurrentActor
    now: Now
    response: Response


@dataclass(frozen=True)
class Editing(Writing):
    """The same for an edit; `version` is the one that the editor has read."""

    version: IfMatch


Call = Annotated[Writing, Depends()]
Edit = Annotated[Editing, Depends()]
