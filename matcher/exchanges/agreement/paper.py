"""A Word document that screen readers can read: real headings, tables with header rows, a language, page numbers."""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Row
from docx.text.paragraph import Paragraph

FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


class Paper:
    """A document in one language, filled from top to bottom."""

    def __init__(self, title: str, subject: str, *, language: str, at: datetime) -> None:
        self._document: WordDocument = Document()
        self._numbered = 0
        self._set_up(language)
        facts = self._document.core_properties
        facts.title, facts.subject, facts.language, facts.author = title, subject, language, "Sursur"
        facts.created = facts.modified = at.replace(tzinfo=None)
        self._document.add_heading(title, level=0)
        self._document.add_paragraph(subject, style="Subtitle")

    def _set_up(self, language: str) -> None:
        styles = self._document.styles
        styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(11)
        for words in styles.element.iter(qn("w:lang")):
            words.set(qn("w:val"), language)
        page = self._document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)

    def header(self, text: str) -> None:
        """A line at the top of every page."""
        self._document.sections[0].header.paragraphs[0].text = text

    def page_numbers(self, text: str) -> None:
        """A text with the number of the page for {page} and of all pages for {pages}, at the foot of every page."""
        line = self._document.sections[0].footer.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for piece in re.split(r"(\{pages?\})", text):
            if piece in FIELDS:
                _field(line, FIELDS[piece])
            else:
                line.add_run(piece)

    def heading(self, text: str) -> None:
        """The heading of the next numbered part."""
        self._numbered += 1
        self._document.add_heading(f"{self._numbered}. {text}", level=1)

    def paragraphs(self, text: str) -> None:
        """A text with its own line ends."""
        for line in text.splitlines():
            if line.strip():
                self._document.add_paragraph(line.strip())

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]], *, height: float | None = None) -> None:
        """A table whose first row is repeated on every page; `height` in centimetres leaves room to write."""
        table = self._document.add_table(rows=1, cols=len(columns), style="Table Grid")
        _fill(table.rows[0], columns, bold=True)
        _mark(table.rows[0], "w:tblHeader")
        for values in rows:
            row = table.add_row()
            _fill(row, values)
            _mark(row, "w:cantSplit")
            if height is not None:
                row.height = Cm(height)
        self._document.add_paragraph()

    def content(self) -> bytes:
        """The file."""
        file = BytesIO()
        self._document.save(file)
        return file.getvalue()


def _fill(row: _Row, values: Sequence[str], *, bold: bool = False) -> None:
    for cell, value in zip(row.cells, values, strict=True):
        cell.paragraphs[0].add_run(value).bold = bold


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _field(line: Paragraph, code: str) -> None:
    """A field that the word processor fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    line._p.append(field)
