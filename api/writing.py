"""What every call that writes comes with."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Response

from api.dependencies import CurrentActor, Now, WriteSession


@dataclass(frozen=True)
class Writing:
    """The transaction, who asks, what time it is, and the answer that is being prepared."""

    session: WriteSession
    actor: CurrentActor
    now: Now
    response: Response


Call = Annotated[Writing, Depends()]
