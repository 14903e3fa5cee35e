"""Makes the yearly report in one of its formats."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from locales.messages import Message
from matcher.errors import NotFoundError
from matcher.exporting.archive import archived
from matcher.progress import Track, quietly
from matcher.report.answering import Wish, answers
from matcher.report.composing import check_language, composed
from matcher.report.document import Document
from matcher.report.paging import as_html
from matcher.report.setting import as_pdf
from matcher.report.tables import table_files

Form = Callable[[Document, Mapping[str, bytes]], bytes]
FORMS: dict[str, Form] = {"pdf": as_pdf, "html": as_html}
ARCHIVE = "zip"
"""The tables alone, which need no language."""


@dataclass(frozen=True)
class Report:
    """A report as a file, and its tables by name of file."""

    content: bytes
    tables: Mapping[str, bytes]


def report(wish: Wish, form: str, language: str, *, track: Track = quietly) -> Report:
    """The report of a year: `pdf` and `html` hold their tables, `zip` is the tables alone.

    Raises NotFoundError for another format, BadInputError for a year or a language of which there is no report.
    """
    wish.check()
    check_form(form)
    check_language(language)
    found = answers(wish, track=track)
    tables = table_files(found)
    if form == ARCHIVE:
        return Report(archived(tables), tables)
    return Report(FORMS[form](composed(wish, found, language, track=track), tables), tables)


def check_form(form: str) -> None:
    """Raises NotFoundError for a format that there is not."""
    if form not in (*FORMS, ARCHIVE):
        raise NotFoundError("format", form, Message("choose {names}", names=", ".join((*FORMS, ARCHIVE))))
