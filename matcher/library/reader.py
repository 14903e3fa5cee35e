"""Reads the text of one document; run as a program of its own, which may do nothing else.

In comes a line with the media type, then the document; out goes one JSON object: `text`, or `problem`. It imports
nothing of ours, so that it runs alone (`python -I`), and closes every door before it looks at the document: memory,
time, files, network and other programs. What it is given is hostile until proven otherwise.
"""

import contextlib
import importlib
import io
import json
import pkgutil
import resource
import sys
import warnings
from collections.abc import Callable, Iterator

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space, libraries included."""
SECONDS = 30
"""Of the processor's time."""
MOST_TEXT = 1_000_000
"""Letters that are kept: some 400 pages."""
MOST_PAGES = 2000
OFFICE = "application/vnd.openxmlformats-officedocument"
ODT = "application/vnd.oasis.opendocument.text"
LIBRARIES = {
    "application/pdf": ("pypdf",),
    f"{OFFICE}.wordprocessingml.document": ("docx",),
    f"{OFFICE}.spreadsheetml.sheet": ("openpyxl",),
    f"{OFFICE}.presentationml.presentation": ("pptx",),
    ODT: ("defusedxml",),
}
"""The libraries of each kind, loaded whole while files can still be opened."""
FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.remove", "os.rename")
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


class LockedError(Exception):
    """The document opens only with a password."""


def _pdf(content: bytes) -> Iterator[str]:
    pypdf = importlib.import_module("pypdf")
    found = pypdf.PdfReader(io.BytesIO(content))
    if found.is_encrypted and not found.decrypt(""):
        raise LockedError
    for page in found.pages[:MOST_PAGES]:
        yield page.extract_text()


def _words(content: bytes) -> Iterator[str]:
    document = importlib.import_module("docx").Document(io.BytesIO(content))
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


def _sheets(content: bytes) -> Iterator[str]:
    book = importlib.import_module("openpyxl").load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in book.worksheets:
        yield sheet.title
        for row in sheet.iter_rows(values_only=True):
            yield " ".join(str(cell) for cell in row if cell is not None)


def _slides(content: bytes) -> Iterator[str]:
    for slide in importlib.import_module("pptx").Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if getattr(shape, "has_table", False) and shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)


def _open_document(content: bytes) -> Iterator[str]:
    with importlib.import_module("zipfile").ZipFile(io.BytesIO(content)) as archive:
        tree = importlib.import_module("defusedxml.ElementTree").fromstring(archive.read("content.xml"))
    for block in tree.iter():
        if block.tag in (f"{{{TEXT}}}p", f"{{{TEXT}}}h"):
            yield "".join(block.itertext())


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "application/pdf": _pdf,
    f"{OFFICE}.wordprocessingml.document": _words,
    f"{OFFICE}.spreadsheetml.sheet": _sheets,
    f"{OFFICE}.presentationml.presentation": _slides,
    ODT: _open_document,
}


def _refuse(event: str, arguments: tuple[object, ...]) -> None:  # noqa: ARG001
    """Refuses what a reader of texts never needs."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)


def _load_whole(name: str) -> None:
    """Loads a library with all its parts; those that lack something of their own are passed over."""
    parts = getattr(importlib.import_module(name), "__path__", ())
    for part in pkgutil.walk_packages(parts, f"{name}.", onerror=lambda _: None):
        with contextlib.suppress(Exception):
            importlib.import_module(part.name)


def _close_doors() -> None:
    """From here on nothing is opened: no file, no connection, no program; and there is an end to memory and time."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(what, (most, most))
    sys.addaudithook(_refuse)


def _gathered(pieces: Iterator[str]) -> str:
    """The pieces as one text, up to MOST_TEXT letters."""
    found: list[str] = []
    length = 0
    for piece in pieces:
        if piece.strip():
            found.append(piece.strip())
            length += len(piece)
        if length >= MOST_TEXT:
            break
    return "\n".join(found)[:MOST_TEXT]


def answer(media_type: str, content: bytes) -> dict[str, str]:
    """The text of a document, or the word for what is wrong with it."""
    reader = READERS.get(media_type)
    if reader is None:
        return {"problem": "picture"}
    try:
        text = _gathered(reader(content))
    except LockedError:
        return {"problem": "locked"}
    except MemoryError:
        return {"problem": "too-large"}
    except Exception as error:  # noqa: BLE001  (whatever a broken document makes a library say)
        return {"problem": "locked" if "ncrypt" in f"{type(error).__name__} {error}" else "damaged"}
    return {"text": text} if text else {"problem": "no-words"}


def main() -> None:
    """Reads one document."""
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(5000)
    media_type = sys.stdin.buffer.readline().decode("ascii", "replace").strip()
    for name in (*LIBRARIES.get(media_type, ()), "encodings", "zipfile"):
        _load_whole(name)
    content = sys.stdin.buffer.read()
    _close_doors()
    sys.stdout.write(json.dumps(answer(media_type, content)))


if __name__ == "__main__":
    main()
