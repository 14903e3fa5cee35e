"""Arrays as files of an edition."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from scoring.stored.folder import UnfitIndexError


def save_array(edition: Path, name: str, array: NDArray[Any]) -> None:
    """Writes one array. `numpy.save` is not used since it loses the end of an array without a word when the disk is
    full."""
    plain = np.ascontiguousarray(array)
    with (edition / f"{name}.npy").open("wb") as file:
        npy.write_array_header_1_0(file, npy.header_data_from_array_1_0(plain))
        file.write(plain.data)


def load_array(edition: Path, name: str) -> NDArray[Any]:
    """Maps one array into memory; what a process writes to it stays its own."""
    path = edition / f"{name}.npy"
    try:
        return np.asarray(np.load(path, mmap_mode="c", allow_pickle=False))
    except ValueError as error:
        raise UnfitIndexError(f"{path} cannot be read: {error}") from error
