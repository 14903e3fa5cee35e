"""What is derived from the lexicon and the vocabulary is kept on disk, as compiled code is, so that a process starts
quickly. It is derived anew when a file that it comes from has changed."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, wraps
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar, cast

from joblib import Memory

Derive = TypeVar("Derive", bound=Callable[..., Any])

SOURCES = Path(__file__).parent.parent
FROM = ("text/*.py", "compiled/*.py", "lexicon/*.csv", "vocabulary/*.csv", "../models/taxonomy/data/*.csv")
LIBRARIES = ("babel", "numpy", "pystemmer", "scipy", "stop-words")


def derived(function: Derive) -> Derive:
    """Keeps the answers of a function of the lexicon and the vocabulary in memory and on disk."""

    @cache
    @wraps(function)
    def kept(*arguments: str) -> Any:  # noqa: ANN401
        try:
            return _memory().cache(function)(*arguments)
        except OSError:  # a disk that is full or was taken away
            return function(*arguments)

    return cast("Derive", kept)


@cache
def _memory() -> Memory:
    folder = _folder()
    if folder is None:
        return Memory(None, verbose=0)
    mine = folder / fingerprint()
    if not mine.exists():
        for old in set(folder.glob("*")) - {mine}:
            shutil.rmtree(old, ignore_errors=True)
    return Memory(mine, verbose=0)


def _folder() -> Path | None:
    """Beside the compiled code, or where the user keeps caches; None where nothing can be written."""
    for folder in _caches():
        if folder.is_dir() and os.access(folder, os.W_OK):
            return folder / "sursur-derived" / sha256(str(SOURCES).encode()).hexdigest()[:8]
    return None


def _caches() -> Iterator[Path]:
    yield SOURCES / "__pycache__"
    with suppress(RuntimeError):  # a user without a home
        yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


@cache
def fingerprint() -> str:
    """A digest of the lexicon, the vocabulary, the code that reads texts, and the libraries that it reads them with."""
    digest = sha256(" ".join(f"{name} {version(name)}" for name in LIBRARIES).encode())
    for pattern in FROM:
        for path in sorted(SOURCES.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
