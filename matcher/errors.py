"""What can go wrong in the service, said to the person who asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from locales.messages import ForPrograms, Message, ToldError


@dataclass(frozen=True)
class Fault:
    """What is wrong with one of several things."""

    place: Message
    detail: Message


class SursurError(ToldError):
    """An error whose message is for the user: what, where and what to do. `told` says it in the reader's language.

    `status` is its HTTP status, `exit_code` that of a command which it ends. `faults` names what is wrong with each of
    several things, where that was asked.
    """

    status = 400
    exit_code = 2
    title = "The request cannot be carried out"
    faults: Sequence[Fault] = ()

    @property
    def headers(self) -> dict[str, str]:
        """What an HTTP answer says beside the problem."""
        return {}


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


class DiskFullError(SursurError):
    """Nothing can be stored: the disk is full, or what the service may use of it. What is stored can be read."""

    status = 507
    exit_code = 1
    title = "There is no room to store this"

    def __init__(self) -> None:
        super().__init__(
            "the disk of the service is full: nothing was stored, and what was stored before can be read; "
            "try again when the administrator has made room"
        )

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": "60"}


class LockedError(SursurError):
    """Another program holds the database for longer than the service waits."""

    status = 503
    exit_code = 1
    title = "The database is in use"

    def __init__(self) -> None:
        super().__init__("another program holds the database; nothing was stored, try again in a moment")

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": "5"}


class DatabaseAwayError(SursurError):
    """A database that does not answer, or not as this version expects."""

    status = 503
    exit_code = 1
    title = "Service unavailable"

    def __init__(self) -> None:
        super().__init__("the database does not answer; try again in a moment")

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": "5"}


class TooLargeError(SursurError):
    """More than the service takes."""

    status = 413
    title = "This is too large"


class TooManyError(SursurError):
    """More calls than anybody needs; `wait` is in seconds."""

    status = 429
    title = "Too many attempts"

    def __init__(self, what: str, wait: int) -> None:
        super().__init__("{what}; try again in {wait} seconds", what=Message(what), wait=wait)
        self.wait = wait

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.wait)}


class DeadLinkError(SursurError):
    """A link that does not hold, for whatever reason: which one is nobody's business."""

    status = 410
    title = "This link does not hold any more"

    def __init__(self) -> None:
        super().__init__("this link is unknown, used or too old; ask for a new one")


class BusyError(SursurError):
    """More sign-ins at once than the machine can check."""

    status = 503
    title = "Too many people are signing in"

    def __init__(self) -> None:
        super().__init__("too many people are signing in at this moment; try again in a few seconds")

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": "5"}


class OverloadedError(SursurError):
    """More large answers at once than the machine can make; `wait` is in seconds."""

    status = 503
    title = "Too much is asked for at this moment"

    def __init__(self, wait: int) -> None:
        super().__init__("many people ask for large answers at this moment; try again in {wait} seconds", wait=wait)
        self.wait = wait

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.wait)}


class UnreadableSecretError(SursurError):
    """A secret that was encrypted under another key than the present one."""

    status = 503
    exit_code = 1
    title = "A stored secret cannot be read"


class ProviderLostError(SursurError):
    """The provider of sign-ins does not answer, or not as OpenID Connect says."""

    status = 503
    exit_code = 1
    title = "The sign-in service does not answer"


class UnfitTableError(SursurError):
    """A learned weight table whose features are not those of the code."""

    status = 503
    title = "The ranking waits for an administrator"


class RunStoppedError(SursurError):
    """A match run that somebody stopped before it was stored."""

    status = 503
    exit_code = 130  # what shells expect of a program that Ctrl-C ended
    title = "The match run was stopped"

    def __init__(self, done: int, of: int) -> None:
        super().__init__("stopped after {done:,} of {of:,} requests; run the same command to go on", done=done, of=of)
        self.done = done


class WorkersLostError(SursurError):
    """Workers of a match run that ended again and again."""

    status = 503
    exit_code = 1
    title = "The workers of a match run ended"

    def __init__(self, what: str, /, **values: object) -> None:
        cause = Message(what, **values)
        super().__init__("{cause}; what they finished is kept, run the same command to go on", cause=cause)
