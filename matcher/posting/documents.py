"""Tells what a document is by its content alone, and refuses what could run or burst."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable

import filetype

from matcher.errors import BadInputError

OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX = f"{OFFICE}.wordprocessingml.document"
XLSX = f"{OFFICE}.spreadsheetml.sheet"
PPTX = f"{OFFICE}.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ENDINGS = {
    "application/pdf": "pdf",
    DOCX: "docx",
    XLSX: "xlsx",
    PPTX: "pptx",
    ODT: "odt",
    "image/png": "png",
    "image/jpeg": "jpg",
}
"""The media types that are taken, each with the ending of its names."""
PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
"""The part by which an Office document is known."""
MOST_UNPACKED = 200_000_000
"""Bytes that the parts of an office document may unpack to."""
MOST_RATIO = 200
"""How much larger than packed a part may be; XML seldom packs better than 50 to 1."""
SMALL = 1_000_000
"""Bytes of a part from which its ratio is looked at."""
MOST_PARTS = 5000
LONGEST_NOTE = 1_000_000
RUNS = re.compile(
    r"vbaproject|activex|(^|/)(basic|scripts)/|\.(bin|exe|dll|js|vbs|ps1|bat|cmd|com|scr|jar|sh|hta|lnk)$"
)
"""Parts of an office document that hold macros, controls or programs. Printer settings are harmless."""
HARMLESS = re.compile(r"printersettings\d*\.bin$")
PDF_RUNS = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|RichMedia)[\s<(/\[]")
"""What makes a PDF act: scripts, starting of programs, and files inside it."""


def media_type_of(content: bytes) -> str:
    """The media type of a document. Raises BadInputError for one that is not taken, saying why."""
    if content.startswith(b"PK"):
        return _office_type(content)
    guess = filetype.guess_mime(content[:8192])
    check = CHECKS.get(guess or "")
    if check is None:
        raise BadInputError("this file is none that is taken: attach a PDF, DOCX, XLSX, PPTX, ODT, PNG or JPEG")
    check(content)
    return str(guess)


def _check_pdf(content: bytes) -> None:
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise BadInputError("the PDF is cut off or damaged; save it again")
    if found := PDF_RUNS.search(content):
        raise BadInputError(
            "the PDF can act ({action}); print it to a plain PDF and attach that", action=found.group(1).decode()
        )


def _check_png(content: bytes) -> None:
    if b"IEND" not in content[-16:]:
        raise BadInputError("the PNG image is cut off or holds more than an image; save it again")


def _check_jpeg(content: bytes) -> None:
    if b"\xff\xd9" not in content[-64:]:
        raise BadInputError("the JPEG image is cut off or holds more than an image; save it again")


CHECKS: dict[str, Callable[[bytes], None]] = {
    "application/pdf": _check_pdf,
    "image/png": _check_png,
    "image/jpeg": _check_jpeg,
}


def _office_type(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive.infolist())
            return _known_office_type(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError):
        raise BadInputError("the document is damaged or locked by a password; save it again without one") from None


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 0x1 for part in parts):
        raise BadInputError("the document is locked by a password; save it without one")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadInputError("the document unpacks to more than is taken")
    if any(part.file_size > SMALL and part.file_size > MOST_RATIO * part.compress_size for part in parts):
        raise BadInputError("a part of the document unpacks to far more than it should")
    for part in parts:
        name = part.filename.casefold()
        if RUNS.search(name) and not HARMLESS.search(name):
            raise BadInputError(
                "the document holds macros or programs ({name!r}); save it without them", name=part.filename[:80]
            )


def _known_office_type(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "mimetype" in names and "content.xml" in names and _read(archive, "mimetype").strip() == ODT.encode():
        return ODT
    found = [media_type for part, media_type in PARTS.items() if part in names]
    if len(found) != 1 or "[Content_Types].xml" not in names:
        raise BadInputError("this archive is no document that is taken: attach a PDF, DOCX, XLSX, PPTX or ODT")
    if b"macroEnabled" in _read(archive, "[Content_Types].xml"):
        raise BadInputError("the document may hold macros; save it as a plain document without them")
    return found[0]


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(LONGEST_NOTE)


def safe_name(name: str, media_type: str) -> str:
    """A file name without a path, control or reserved characters, whose ending says what the document is."""
    plain = re.sub(r'[\x00-\x1f\x7f<>:"|?*%\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]', "", name)
    stem = re.split(r"[\\/]", plain)[-1].strip(" .")
    ending = ENDINGS[media_type]
    if stem.casefold().endswith((f".{ending}", ".jpeg")):
        stem = stem.rpartition(".")[0].strip(" .")
    return f"{stem[:120] or 'document'}.{ending}"
