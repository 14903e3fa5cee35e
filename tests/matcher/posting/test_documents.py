"""What a document is tells its content; what could run or burst is refused."""

import pytest

from matcher.errors import BadInputError
from matcher.posting.documents import DOCX, ODT, PPTX, XLSX, media_type_of, safe_name
from tests.matcher.posting import files


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (files.pdf(), "application/pdf"),
        (files.png(), "image/png"),
        (files.jpeg(), "image/jpeg"),
        (files.docx(), DOCX),
        (files.office("xl/workbook.xml"), XLSX),
        (files.office("ppt/presentation.xml"), PPTX),
        (files.office("xl/workbook.xml", xl__printerSettings__printerSettings1="x"), XLSX),
        (files.odt(), ODT),
    ],
)
def test_a_document_is_known_by_its_content(content: bytes, media_type: str) -> None:
    assert media_type_of(content) == media_type


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"just text",
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"MZ" + bytes(200),
        b"\x7fELF" + bytes(200),
        b"#!/bin/sh\nrm -rf /\n",
        b"GIF89a" + bytes(50),
        b"PK\x03\x04 cut off",
        b"\x00" * 10 + files.pdf(),
        files.pdf()[:-8],
        files.pdf("/OpenAction<</S/JavaScript /JS(app.alert(1))>>"),
        files.pdf("/OpenAction<</S/Launch /F(calc.exe)>>"),
        files.png() + files.archive(evil="x"),
        files.archive(readme="nothing of an office"),
        files.locked(),
        files.office("word/document.xml", word__vbaProject="x"),
        files.office("word/document.xml", **{"word/vbaProject.bin": b"x"}),
        files.office("word/document.xml", **{"word/embeddings/oleObject1.bin": b"x"}),
        files.office("word/document.xml", **{"setup.EXE": b"MZ"}),
        files.office("word/document.xml", **{"xl/workbook.xml": b"x"}),
        files.archive(
            **{
                "[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml",
                "word/document.xml": "x",
            }
        ),
        files.odt(**{"Basic/Standard/Module1.xml": "x"}),
        files.office("word/document.xml", **{"word/media/big.xml": bytes(30_000_000)}),
    ],
)
def test_what_is_not_taken_is_refused_with_a_reason(content: bytes) -> None:
    with pytest.raises(BadInputError, match=r"attach|save|holds|unpacks|print"):
        media_type_of(content)


@pytest.mark.parametrize(
    ("name", "media_type", "safe"),
    [
        ("plan.pdf", "application/pdf", "plan.pdf"),
        ("../../etc/passwd", "application/pdf", "passwd.pdf"),
        ("C:\\Users\\x\\nota.DOCX", DOCX, "nota.docx"),
        ("invoice.pdf.exe", "application/pdf", "invoice.pdf.exe.pdf"),
        ("foto.jpeg", "image/jpeg", "foto.jpg"),
        ("agua \u202egnp.exe", "image/png", "agua gnp.exe.png"),
        ('a"b\r\nSet-Cookie: x', "image/png", "abSet-Cookie x.png"),
        ("", "image/png", "document.png"),
        ("ñandú 水.pdf", "application/pdf", "ñandú 水.pdf"),
        ("x" * 500, "application/pdf", f"{'x' * 120}.pdf"),
    ],
)
def test_a_name_becomes_harmless_and_says_what_it_is(name: str, media_type: str, safe: str) -> None:
    assert safe_name(name, media_type) == safe
