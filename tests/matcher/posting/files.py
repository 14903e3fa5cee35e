"""Small documents for tests: whole ones, and ones that must be refused."""

import io
import struct
import zipfile
import zlib

from docx import Document

from matcher.posting.documents import ODT


def pdf(inside: str = "") -> bytes:
    """A PDF of one empty page."""
    return f"%PDF-1.4\n1 0 obj<</Type/Catalog{inside}>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".encode()


def png() -> bytes:
    """An image of one pixel."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", zlib.compress(b"\0\0")) + part(b"IEND", b"")


def jpeg() -> bytes:
    """The beginning and the end of a JPEG."""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(100) + b"\xff\xd9"


def docx() -> bytes:
    """A document as Word writes it."""
    content = io.BytesIO()
    document = Document()
    document.add_paragraph("Agua potable rural")
    document.save(content)
    return content.getvalue()


def archive(**parts: bytes | str) -> bytes:
    """An archive of parts; in their names `__` stands for a slash."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/"), data)
    return content.getvalue()


def office(part: str, **more: bytes | str) -> bytes:
    """An Office document by its main part."""
    return archive(**{"[Content_Types].xml": "<Types/>", part: "<x/>", **more})


def odt(**more: bytes | str) -> bytes:
    """A text as LibreOffice writes it."""
    return archive(**{"mimetype": ODT, "content.xml": "<x/>", **more})


def locked() -> bytes:
    """An archive that says that its parts are encrypted."""
    content = bytearray(office("word/document.xml"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + place] |= 1
            start = content.find(mark, start + 4)
    return bytes(content)
