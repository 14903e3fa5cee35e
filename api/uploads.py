"""Files that are uploaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from fastapi import UploadFile

from matcher.errors import BadInputError, TooLargeError
from matcher.posting.attaching import MOST_BYTES


def chosen(file: UploadFile | None) -> UploadFile:
    """The file of a form. Raises BadInputError where the form was sent without one."""
    if file is None or not file.filename:
        raise BadInputError("choose a file first")
    return file


def named_content(file: UploadFile) -> tuple[str, bytes]:
    """The file's name, as its sender calls it, and its bytes."""
    return file.filename or "", file.file.read()


@contextmanager
def put_down(file: UploadFile) -> Iterator[Path]:
    """Where the file lies for a while, under a name of ours with its ending. Raises TooLargeError."""
    content = file.file.read()
    if len(content) > MOST_BYTES:
        raise TooLargeError("a file may have {most_bytes:,} bytes; split it", most_bytes=MOST_BYTES)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"file{PurePath(file.filename or '').suffix[:10].lower()}"
        path.write_bytes(content)
        yield path
