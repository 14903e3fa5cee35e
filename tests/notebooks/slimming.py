"""Pictures that take little room: PNG as vl-convert writes it becomes PNG with a palette (PNG, third edition, 2025)."""

import struct
import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 256
SUBTRACTED = 1
"""The filter of a line whose bytes are told as the difference to the pixel before."""

Pixels = NDArray[np.uint8]


def slim(picture: bytes) -> bytes:
    """The same picture in at most 256 colours, each the mean of those that it stands for."""
    pixels = _pixels(picture)
    for bits in range(8):  # as many of the lower bits are forgotten as needed
        buckets, places = np.unique(pixels.reshape(-1, 3) >> bits, axis=0, return_inverse=True)
        if len(buckets) <= COLOURS:
            break
    flat, count = pixels.reshape(-1, 3).astype(float), np.bincount(places.ravel())
    means = np.stack([np.bincount(places.ravel(), flat[:, one]) / count for one in range(3)], axis=1)
    height, width = pixels.shape[:2]
    lines = np.zeros((height, width + 1), np.uint8)
    lines[:, 1:] = places.reshape(height, width)
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0),
        b"PLTE": means.round().astype(np.uint8).tobytes(),
        b"IDAT": zlib.compress(lines.tobytes(), 9),
        b"IEND": b"",
    }
    return SIGNATURE + b"".join(_part(kind, content) for kind, content in parts.items())


def _pixels(picture: bytes) -> Pixels:
    """The pixels, height x width x 3, of an opaque picture in RGBA."""
    width, height = struct.unpack(">II", picture[16:24])
    content = zlib.decompress(b"".join(content for kind, content in _parts(picture) if kind == b"IDAT"))
    lines = np.frombuffer(content, np.uint8).reshape(height, 1 + 4 * width)
    assert (lines[:, 0] == SUBTRACTED).all()
    found = np.cumsum(lines[:, 1:].reshape(height, width, 4), axis=1, dtype=np.uint8)
    assert (found[..., 3] == 255).all()
    return found[..., :3]


def _parts(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(picture):
        (size,) = struct.unpack(">I", picture[at : at + 4])
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + size]
        at += 12 + size


def _part(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
