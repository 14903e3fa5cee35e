"""`sursur report`."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.terminal import AsJson, now, ready_settings, say, say_json, track
from matcher.errors import BadInputError
from matcher.files import write_whole
from matcher.policy import TERMINAL
from matcher.report.answering import Wish
from matcher.report.composing import check_language
from matcher.report.making import ARCHIVE, FORMS, report
from models.database import reading

ENDINGS = (*FORMS, ARCHIVE)
Year = Annotated[int, typer.Option("--year", help="The year to report.")]
Language = Annotated[str, typer.Option("--language", help="The language of the report: en, es, pt or fr.")]
File = Annotated[
    Path, typer.Option("--output", "-o", help="The file to write: .pdf or .html, or .zip for the tables alone.")
]
Tables = Annotated[
    Path | None, typer.Option("--tables", metavar="DIR", help="Also write every table as CSV into this folder.")
]


def yearly(year: Year, file: File, language: Language = "en", tables: Tables = None, as_json: AsJson = False) -> None:
    """Write the yearly report. PDF and HTML hold the tables from which every figure comes."""
    form = _form(file)
    check_language(language)
    _check_folders(file, tables)
    with reading(ready_settings().engine) as session:
        made = report(Wish(session, TERMINAL, year, now().date()), form, language, track=track)
    for name, content in made.tables.items() if tables else ():
        write_whole((tables or Path()) / name, content)
    write_whole(file, made.content)
    if as_json:
        say_json({"file": str(file), "bytes": len(made.content), "tables": list(made.tables)})
        return
    say(f"{file} written, {len(made.content) / 1000:,.0f} kB, with its tables.")


def _form(file: Path) -> str:
    form = file.suffix.lstrip(".").lower()
    if form not in ENDINGS:
        known = ", ".join(f".{one}" for one in ENDINGS)
        raise BadInputError("{file}: the ending says the format; choose {known}", file=file, known=known)
    return form


def _check_folders(file: Path, tables: Path | None) -> None:
    """Raises BadInputError where the folder of the file is missing, or the one for the tables is a file."""
    if not file.parent.is_dir():
        raise BadInputError("there is no folder {folder}; make it first", folder=file.parent)
    if tables is not None and (not tables.absolute().parent.is_dir() or tables.is_file()):
        raise BadInputError("{folder} can be no folder: its parent is missing, or it is a file", folder=tables)
