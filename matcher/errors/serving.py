"""What keeps the service from doing what it would do: those who ask wait, or those who run it act."""

from locales.messages import Message
from matcher.errors.base import SursurError


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
