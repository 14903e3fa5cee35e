"""What keeps the service from storing: told apart by the codes of SQLite, PostgreSQL and the operating system."""

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError

from matcher.errors import DiskFullError, LockedError, SursurError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""A full disk, a quota that is used up, a file that may not grow."""
NO_ROOM_IN_SQLITE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE})
"""SQLite says the second and third of every failed write but that of a full disk: of a quota, for one."""
NO_ROOM_IN_POSTGRESQL = "53100"
WHOLE_CODE = 0xFF
"""What is left of an extended code of SQLite is its plain one."""


def trouble_of(error: BaseException) -> SursurError | None:
    """A full disk or a locked database in words for users; None for anything else."""
    inner = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(inner, "sqlite_errorcode", 0)
    full = code in NO_ROOM_IN_SQLITE or getattr(inner, "sqlstate", "") == NO_ROOM_IN_POSTGRESQL
    if full or (isinstance(inner, OSError) and inner.errno in NO_ROOM):
        return DiskFullError()
    return LockedError() if code & WHOLE_CODE in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) else None
