"""Keeps the contents of attachments outside the database, each under its own digest: equal contents once."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from sqlmodel import Session

from matcher.files import settle_folder
from models.attachment import kept_digests

GRACE = timedelta(days=1)
"""How long a content without an attachment stays: its row may be on its way."""
BATCH = 500


@dataclass(frozen=True)
class FileStore:
    """A folder of contents, two hexadecimal digits a subfolder."""

    folder: Path

    def path(self, digest: str) -> Path:
        """Where a content stands."""
        return self.folder / digest[:2] / digest

    def keep(self, content: bytes) -> str:
        """Stores a content, whole and safe from a crash before this returns; answers its SHA-256."""
        digest = sha256(content).hexdigest()
        path = self.path(digest)
        if path.exists():
            path.touch()  # the sweep leaves it alone, since it may be about to be named again
        else:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(path, content)
            settle_folder(path.parent)
            settle_folder(self.folder)
        return digest

    def sweep(self, session: Session, *, now: datetime) -> int:
        """Removes the contents that no attachment names for a day; answers how many."""
        oldest = (now - GRACE).timestamp()
        stored = [path for path in sorted(self.folder.glob("??/*")) if path.stat().st_mtime < oldest]
        removed = 0
        for start in range(0, len(stored), BATCH):
            some = stored[start : start + BATCH]
            kept = kept_digests(session, [path.name for path in some])
            for path in some:
                if path.name not in kept and path.stat().st_mtime < oldest:
                    path.unlink(missing_ok=True)
                    removed += 1
        return removed


def _write(path: Path, content: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
