"""The archive itself: a ZIP with `manifest.json`, `tables/NAME.jsonl` and `files/DIGEST`."""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from matcher.backup.errors import UnfitBackupError
from matcher.backup.manifest import FORMAT, Manifest, TablePart
from matcher.progress import Track, quietly

MANIFEST = "manifest.json"
PIECE = 2**20
UNREADABLE = (
    AttributeError,
    BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    TypeError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What reading a file raises that was cut, changed or never was an archive."""


def table_entry(name: str) -> str:
    """Where a table stands in the archive."""
    return f"tables/{name}.jsonl"


def file_entry(digest: str) -> str:
    """Where a content stands in the archive."""
    return f"files/{digest}"


def write_table(archive: ZipFile, name: str, lines: Iterable[bytes]) -> TablePart:
    """Writes the lines of a table."""
    count, digest = 0, sha256()
    with archive.open(_entry(table_entry(name)), "w", force_zip64=True) as entry:
        for line in lines:
            entry.write(line)
            digest.update(line)
            count += 1
    return TablePart(count, digest.hexdigest())


def write_file(archive: ZipFile, digest: str, source: IO[bytes]) -> int:
    """Writes a content; answers its size."""
    size = 0
    with archive.open(_entry(file_entry(digest)), "w", force_zip64=True) as entry:
        while piece := source.read(PIECE):
            size += entry.write(piece)
    return size


def write_manifest(archive: ZipFile, manifest: Manifest) -> None:
    """Writes what the archive says of itself."""
    archive.writestr(_entry(MANIFEST), manifest.written())


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
    return entry


@contextmanager
def checked(path: Path, track: Track = quietly) -> Iterator[tuple[ZipFile, Manifest]]:
    """An archive whose every part was read and found to be what its manifest says.

    Raises UnfitBackupError for one that is cut, changed, incomplete or of another format, OSError where there is none.
    """
    with path.open("rb") as file:
        try:
            archive = ZipFile(file)
            manifest = Manifest.read(archive.read(MANIFEST))
            _check(path, archive, manifest, track)
        except UNREADABLE as error:
            raise UnfitBackupError(path, "it is no whole backup of Sursur ({error})", error=_told(error)) from error
        with archive:
            yield archive, manifest


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")


def _check(path: Path, archive: ZipFile, manifest: Manifest, track: Track) -> None:
    if manifest.format != FORMAT:
        raise UnfitBackupError(
            path, "it has the format {format}; this version reads {mine}", format=manifest.format, mine=FORMAT
        )
    wanted = {MANIFEST, *map(table_entry, manifest.tables), *map(file_entry, manifest.files)}
    there = archive.namelist()
    if sorted(there) != sorted(wanted):
        named = ", ".join(sorted(wanted.symmetric_difference(there))) or ", ".join(sorted(there))
        raise UnfitBackupError(path, "its parts are not those that it names: {parts}", parts=named)
    for name in track(sorted(wanted - {MANIFEST}), "Checking the backup", len(wanted) - 1):
        if not _is_whole(archive, manifest, name):
            raise UnfitBackupError(path, "{part} is not what was saved", part=name)


def _is_whole(archive: ZipFile, manifest: Manifest, name: str) -> bool:
    lines, size, digest = 0, 0, sha256()
    with archive.open(name) as entry:
        while piece := entry.read(PIECE):
            lines, size = lines + piece.count(b"\n"), size + len(piece)
            digest.update(piece)
    kind, _, rest = name.partition("/")
    if kind == "files":
        return (digest.hexdigest(), size) == (rest, manifest.files[rest])
    return TablePart(lines, digest.hexdigest()) == manifest.tables[rest.removesuffix(".jsonl")]
