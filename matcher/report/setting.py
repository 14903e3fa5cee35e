"""Sets the report as a PDF by Typst, without a network, a temporary file or a font of the machine.

The fonts are those that Typst carries (Libertinus Serif); charts come as SVG. The PDF is tagged, follows PDF/UA-1 and
PDF/A-3a, and holds the tables as attachments. The same report makes the same bytes.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.resources import files

import typst

from matcher.report.document import Document

TEMPLATE = files("matcher.report") / "templates" / "report.typ"


def as_pdf(document: Document, tables: Mapping[str, bytes]) -> bytes:
    """The report as a PDF with its tables attached. Nothing of the content is ever read as markup: it comes as data."""
    sent = {"document": asdict(document), "files": {name: told.decode() for name, told in tables.items()}}
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"sent": json.dumps(sent, ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards=["a-3a", "ua-1"],
        timestamp=datetime.fromisoformat(document.today).replace(tzinfo=UTC),
    )
