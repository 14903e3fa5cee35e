"""What is wrong with what somebody asks for, who can mend it by asking otherwise."""

from collections.abc import Mapping
from typing import Any

from locales.messages import ForPrograms, Message
from matcher.errors.base import SursurError


class NotFoundError(SursurError):
    """A thing that is not there."""

    status = 404
    title = "This does not exist here"

    def __init__(self, kind: str, key: str, hint: str | Message = "") -> None:
        said = hint if isinstance(hint, Message) else Message(hint)
        rest = Message(": {hint}", hint=said) if hint else ""
        super().__init__("there is no {kind} {key!r}{rest}", kind=Message(kind), key=key, rest=rest)


class BadInputError(SursurError):
    """An input that cannot be used."""

    status = 422
    title = "The input cannot be used"


class UnauthenticatedError(SursurError):
    """Nobody is signed in where somebody must be, or what was shown as proof does not hold."""

    status = 401
    title = "Sign in first"

    @property
    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": "Bearer"}


class ForbiddenError(SursurError):
    """Somebody who may see a thing, but not do this with it."""

    status = 403
    title = "You may not do this"


class NotMadeForThisError(ForbiddenError):
    """An account that may not do something, whatever the thing."""

    def __init__(self, action: str) -> None:
        people = Message(
            "your account is not made for this; "
            "if you need it, ask your focal point or the administration of this service"
        )
        said = Message("your account may not do this ({action})", action=action)
        super().__init__(ForPrograms(said, people=people))


class ConflictError(SursurError):
    """Something that cannot be done as things stand."""

    status = 409
    title = "This cannot be done as things stand"


class StaleEditError(SursurError):
    """An edit of a copy that somebody else has changed since. `stored` is the thing as it stands now, for whoever may
    edit it; `started_from` is the version that the edit was made from."""

    status = 412
    title = "Somebody else has changed this"

    def __init__(self, kind: str, key: str, stored: Mapping[str, Any], started_from: int) -> None:
        what = Message(kind)
        super().__init__(
            "{what} {key!r} is at version {version} now; read it again and repeat your change",
            what=what,
            key=key,
            version=stored["version"],
        )
        self.stored = stored
        self.started_from = started_from


class VersionNeededError(SursurError):
    """An edit that does not say which version it starts from."""

    status = 428
    title = "Say which version you are changing"


class TooLargeError(SursurError):
    """More than the service takes."""

    status = 413
    title = "This is too large"


class DeadLinkError(SursurError):
    """A link that does not hold, for whatever reason: which one is nobody's business."""

    status = 410
    title = "This link does not hold any more"

    def __init__(self) -> None:
        super().__init__("this link is unknown, used or too old; ask for a new one")
