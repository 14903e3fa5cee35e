"""What can go wrong in the service, said to the person who asked."""

from matcher.errors.asking import (
    BadInputError,
    ConflictError,
    DeadLinkError,
    ForbiddenError,
    NotFoundError,
    NotMadeForThisError,
    StaleEditError,
    TooLargeError,
    UnauthenticatedError,
    VersionNeededError,
)
from matcher.errors.base import (
    Fault,
    SursurError,
)
from matcher.errors.serving import (
    BusyError,
    DatabaseAwayError,
    DiskFullError,
    LockedError,
    OverloadedError,
    ProviderLostError,
    RunStoppedError,
    TooManyError,
    UnfitTableError,
    UnreadableSecretError,
    WorkersLostError,
)

__all__ = [
    "BadInputError",
    "BusyError",
    "ConflictError",
    "DatabaseAwayError",
    "DeadLinkError",
    "DiskFullError",
    "Fault",
    "ForbiddenError",
    "LockedError",
    "NotFoundError",
    "NotMadeForThisError",
    "OverloadedError",
    "ProviderLostError",
    "RunStoppedError",
    "StaleEditError",
    "SursurError",
    "TooLargeError",
    "TooManyError",
    "UnauthenticatedError",
    "UnfitTableError",
    "UnreadableSecretError",
    "VersionNeededError",
    "WorkersLostError",
]
