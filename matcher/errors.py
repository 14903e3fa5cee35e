"""What can go wrong in the service, said to the person who asked."""


class SursurError(Exception):
    """An error whose message is for the user: what, where and what to do. `status` is its HTTP status."""

    status = 400
    title = "The request cannot be carried out"


class NotFoundError(SursurError):
    """A thing that is not there."""

    status = 404
    title = "This does not exist here"

    def __init__(self, kind: str, key: str, hint: str = "") -> None:
        super().__init__(f"there is no {kind} {key!r}{f': {hint}' if hint else ''}")


class BadInputError(SursurError):
    """An input that cannot be used."""

    status = 422
    title = "The input cannot be used"


class UnfitTableError(SursurError):
    """A learned weight table whose features are not those of the code."""

    status = 503
    title = "The ranking waits for an administrator"
