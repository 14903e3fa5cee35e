"""How workers come by the index: once each, and not with every chunk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import joblib

from scoring import Index


@contextmanager
def handed_over(index: Index, start_method: str) -> Iterator[Index | Path]:
    """What a worker is given: the index itself where it inherits this process's memory, else a file that holds it."""
    if start_method == "fork":
        yield index
        return
    with TemporaryDirectory(prefix="sursur-index-") as folder:
        path = Path(folder) / "index"
        joblib.dump(index, path)
        yield path


def taken_over(handed: Index | Path) -> Index:
    """The index in a worker; arrays of a file are mapped into memory, which workers share."""
    if isinstance(handed, Path):
        found: Index = joblib.load(handed, mmap_mode="r")
        return found
    return handed
