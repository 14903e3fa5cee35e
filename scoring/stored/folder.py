"""Where an index lies on disk: one folder an edition, and a file that names the current one."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from functools import cache
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any, TypeVar

from scoring.features import FEATURES
from scoring.text.derived import fingerprint

FORMAT = 2
CURRENT = "current"
MANIFEST = "manifest.json"
EDITION = re.compile(r"[0-9a-f]{16}(\.pointer)?")
"""What editions are called, and the files that are to name them as current."""

Manifest = dict[str, Any]
Read = TypeVar("Read")


class UnfitIndexError(Exception):
    """A saved index that cannot be used; the message says why. It is to be built anew."""


@cache
def code() -> str:
    """A digest of what a saved index depends on in the code: the reading, the lexicon, the features and how an index
    is prepared and kept."""
    features = " ".join(f"{name} {feature.fingerprint} {feature.looks_at}" for name, feature in FEATURES.items())
    digest = sha256(f"{FORMAT} {fingerprint()} {features}".encode())
    scoring = Path(__file__).parent.parent
    for path in sorted((*scoring.glob("*.py"), *scoring.glob("stored/*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def new_edition(folder: Path, facts: Manifest) -> Iterator[Path]:
    """A folder to write into, which becomes the current edition when all is written and on the disk.

    One writer works at a time, others wait. Whoever reads meanwhile reads the edition before, which stays until the
    next one; it stays too when writing fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        _sweep(folder)
        edition = folder / token_hex(8)
        try:
            edition.mkdir()
            yield edition
            _make_current(edition, facts)
        except BaseException:
            if _current(folder) != edition.name:
                _sweep(folder)
            raise
        _to_disk(folder)


def _make_current(edition: Path, facts: Manifest) -> None:
    sizes = {path.name: path.stat().st_size for path in sorted(edition.iterdir())}
    (edition / MANIFEST).write_text(json.dumps({"code": code(), "sizes": sizes, **facts}))
    for path in (*edition.iterdir(), edition):
        _to_disk(path)
    pointer = edition.with_suffix(".pointer")
    pointer.write_text(edition.name)
    _to_disk(pointer)
    pointer.replace(edition.parent / CURRENT)


def _current(folder: Path) -> str:
    try:
        return (folder / CURRENT).read_text(errors="replace")
    except FileNotFoundError:
        return ""


def _sweep(folder: Path) -> None:
    """Removes editions that are not current, and what writers that died have left behind."""
    current = _current(folder)
    for path in folder.iterdir():
        if EDITION.fullmatch(path.name) and path.name != current:
            shutil.rmtree(path, ignore_errors=True)
            if path.suffix:
                path.unlink()


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_current(folder: Path, read: Callable[[Path, Manifest], Read]) -> Read:
    """What `read` makes of the current edition and its manifest; it is called again where writers have removed the
    edition meanwhile.

    Raises UnfitIndexError where there is none, where it was made by other code, or where a file is missing or not as
    long as it was.
    """
    while True:
        current = _current(folder)
        try:
            if not current:
                raise UnfitIndexError(f"there is no index in {folder}")
            return read(folder / current, _manifest(folder / current))
        except UnfitIndexError:
            if _current(folder) == current:
                raise
        except (FileNotFoundError, NotADirectoryError) as error:
            if _current(folder) == current:
                raise UnfitIndexError(f"{error.filename} is missing") from error


def _manifest(edition: Path) -> Manifest:
    path = edition / MANIFEST
    try:
        manifest: Manifest = json.loads(path.read_text())
        made_by, sizes = manifest["code"], dict(manifest["sizes"])
    except (KeyError, TypeError, ValueError) as error:
        raise UnfitIndexError(f"{path} cannot be read: {error!r}") from error
    if made_by != code():
        raise UnfitIndexError(f"the index in {edition.parent} was made by another version of the ranking")
    for name, size in sizes.items():
        found = (edition / name).stat().st_size
        if found != size:
            raise UnfitIndexError(f"{edition / name} has {found} bytes and should have {size}")
    return manifest
