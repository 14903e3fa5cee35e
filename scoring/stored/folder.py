"""Where an index lies on disk: one folder an edition, and a file that names the current one."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock
from functools import cache
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.features import FEATURES
from scoring.text.derived import fingerprint

FORMAT = 1
CURRENT = "current"
MANIFEST = "manifest.json"


class UnfitIndexError(Exception):
    """A saved index that cannot be used; the message says why. It is to be built anew."""


@cache
def code() -> str:
    """A digest of what a saved index depends on in the code: the reading, the lexicon and the features."""
    features = " ".join(f"{name} {feature.fingerprint} {feature.looks_at}" for name, feature in FEATURES.items())
    return sha256(f"{FORMAT} {fingerprint()} {features}".encode()).hexdigest()[:16]


@contextmanager
def new_edition(folder: Path, facts: dict[str, Any]) -> Iterator[Path]:
    """A folder to write into, which becomes the current edition when all is written and on the disk.

    One writer works at a time, others wait. Whoever reads meanwhile reads the edition before, which stays until the
    next one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        before = _current(folder)
        _sweep(folder, keep={before})
        edition = folder / token_hex(8)
        edition.mkdir()
        try:
            yield edition
            sizes = {path.name: path.stat().st_size for path in sorted(edition.iterdir())}
            (edition / MANIFEST).write_text(json.dumps({"code": code(), "sizes": sizes, **facts}))
            for path in (*edition.iterdir(), edition):
                _to_disk(path)
            pointer = edition.with_suffix(".pointer")
            pointer.write_text(edition.name)
            _to_disk(pointer)
            pointer.replace(folder / CURRENT)
            _to_disk(folder)
        except BaseException:
            shutil.rmtree(edition, ignore_errors=True)
            raise


def _current(folder: Path) -> str:
    try:
        return (folder / CURRENT).read_text()
    except FileNotFoundError:
        return ""


def _sweep(folder: Path, keep: set[str]) -> None:
    """Removes earlier editions, and what writers that died have left behind."""
    for path in folder.iterdir():
        if path.is_dir() and path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def current_edition(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The current edition with its manifest. Raises UnfitIndexError where there is none, where it was made by other
    code, or where a file is not as long as it was."""
    with suppress(FileNotFoundError):
        edition = folder / _current(folder)
        manifest: dict[str, Any] = json.loads((edition / MANIFEST).read_text())
        if manifest["code"] != code():
            raise UnfitIndexError(f"the index in {folder} was made by another version of the ranking")
        for name, size in manifest["sizes"].items():
            found = (edition / name).stat().st_size
            if found != size:
                raise UnfitIndexError(f"{edition / name} has {found} bytes and should have {size}")
        return edition, manifest
    raise UnfitIndexError(f"there is no whole index in {folder}")


def save_array(edition: Path, name: str, array: NDArray[Any]) -> None:
    """Writes one array."""
    np.save(edition / f"{name}.npy", np.ascontiguousarray(array), allow_pickle=False)


def load_array(edition: Path, name: str) -> NDArray[Any]:
    """Maps one array into memory; what a process writes to it stays its own."""
    path = edition / f"{name}.npy"
    try:
        return np.asarray(np.load(path, mmap_mode="c", allow_pickle=False))
    except ValueError as error:
        raise UnfitIndexError(f"{path} cannot be read: {error}") from error
