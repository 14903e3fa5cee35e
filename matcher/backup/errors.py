"""What can be wrong with a backup."""

from pathlib import Path

from locales.messages import Message
from matcher.errors import SursurError


class UnfitBackupError(SursurError):
    """A file that is no whole backup, or none that this version can restore."""

    title = "This backup cannot be used"

    def __init__(self, path: Path, what: str, /, **values: object) -> None:
        super().__init__("{path} cannot be used: {what}", path=str(path), what=Message(what, **values))
