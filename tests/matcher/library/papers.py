"""Documents with words in them, and ones that must not be read."""

import io
import zlib

from docx import Document
from openpyxl import Workbook
from pptx import Presentation
from pypdf import PdfWriter

from tests.matcher.posting import files


def word(*paragraphs: str) -> bytes:
    """A document as Word writes it, with a table of one cell that holds the last paragraph."""
    document, content = Document(), io.BytesIO()
    for one in paragraphs[:-1]:
        document.add_paragraph(one)
    document.add_table(1, 1).rows[0].cells[0].text = paragraphs[-1]
    document.save(content)
    return content.getvalue()


def sheet(*cells: str) -> bytes:
    """A workbook of one row."""
    book, content = Workbook(), io.BytesIO()
    book.active.append(cells)
    book.save(content)
    return content.getvalue()


def slides(title: str) -> bytes:
    """A presentation of one slide."""
    show, content = Presentation(), io.BytesIO()
    show.slides.add_slide(show.slide_layouts[0]).shapes.title.text = title
    show.save(content)
    return content.getvalue()


def pdf(text: str, *, pages: int = 1, drawn: str = "") -> bytes:
    """A PDF that says a text on each page; `drawn` are further commands of the first content."""
    stream = zlib.compress(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET {drawn}".encode("latin-1"))
    kids = " ".join(f"{5 + number} 0 R" for number in range(pages))
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(stream), stream),
    ]
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
    return _put_together([*parts, *[page] * pages])


def _put_together(parts: list[bytes]) -> bytes:
    content, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(content))
        content += b"%d 0 obj%b endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(content))
    return content + head + table + end


def open_document(text: str, *, entity: bool = False) -> bytes:
    """A text as LibreOffice writes it; with an `entity` that stands for a file of the machine."""
    name = "urn:oasis:names:tc:opendocument:xmlns"
    head = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' if entity else ""
    inside = f"<text:p>{text}{'&e;' if entity else ''}</text:p>"
    root = f'<o:document-content xmlns:o="{name}:office:1.0" xmlns:text="{name}:text:1.0">{inside}</o:document-content>'
    return files.odt(**{"content.xml": head + root})


def locked_pdf() -> bytes:
    """A PDF that opens only with a password."""
    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(content)
    return content.getvalue()


def bursting_pdf() -> bytes:
    """A PDF of a few kilobytes whose one stream unpacks to half a gigabyte."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * 2**24) for _ in range(32)) + packer.flush()
    return _put_together(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
            b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 3 0 R/Resources<<>>>>",
        ]
    )
