"""An index of names as one file that is mapped into memory: it opens at once, and processes share what they read."""

from collections.abc import Iterator
from os import SEEK_CUR
from pathlib import Path

import numpy as np
from numpy.lib import format as npy

from scoring.names.index import NameIndex
from scoring.names.lists import Array, Lists, Texts

ALIGNED = 64
"""Bytes: every array begins at a multiple of them."""
VERSION = (1, 0)
"""Of NumPy's format."""


def save_names(index: NameIndex, path: Path) -> None:
    """Writes the arrays of an index one after another in the format of NumPy (.npy)."""
    with path.open("wb") as file:
        for array in arrays_of(index):
            npy.write_array(file, array, VERSION, allow_pickle=False)
            file.write(bytes(-file.tell() % ALIGNED))


def open_names(path: Path) -> NameIndex:
    """The index that a file holds. Raises ValueError where it holds none, or not all of one."""
    try:
        return _index(_mapped(path))
    except (StopIteration, ValueError) as problem:
        raise ValueError(f"{path} is no whole index of names") from problem


def _index(arrays: Iterator[Array]) -> NameIndex:
    def lists() -> Lists:
        return Lists(next(arrays), next(arrays))

    return NameIndex(
        ids=Texts(lists()),
        names=Texts(lists()),
        owners=next(arrays),
        words=Texts(lists()),
        words_of=lists(),
        names_with=lists(),
        words_with=lists(),
    )


def arrays_of(index: NameIndex) -> Iterator[Array]:
    """The arrays that make up an index, in the order in which they are written."""
    for part in (index.ids.letters, index.names.letters):
        yield from part.arrays
    yield index.owners
    for part in (index.words.letters, index.words_of, index.names_with, index.words_with):
        yield from part.arrays


def _mapped(path: Path) -> Iterator[Array]:
    raw = np.asarray(np.memmap(path, np.uint8, "r"))
    with path.open("rb") as file:
        while file.tell() < len(raw):
            npy.read_magic(file)
            shape, _, kind = npy.read_array_header_1_0(file)
            array = raw[file.tell() :][: shape[0] * kind.itemsize].view(kind)
            yield array.reshape(shape)
            file.seek(array.nbytes + -array.nbytes % ALIGNED, SEEK_CUR)
