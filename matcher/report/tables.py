"""The tables of the report as files, with a list that says what each holds."""

from collections.abc import Mapping

from matcher.exporting.formats import FORMATS
from matcher.report.answering import Answered, Answers

LIST = "tables.csv"
COLUMNS = ("number", "file", "title", "rows", "counted", "notes")


def table_files(answers: Answers) -> Mapping[str, bytes]:
    """Every table as CSV by the name of its file, and the list of them. Codes stand for countries and sectors."""
    found = {one.file: _csv(one) for one in answers.tables}
    return {**found, LIST: FORMATS["csv"](COLUMNS, [_listed(one) for one in answers.tables])}


def _csv(answered: Answered) -> bytes:
    table = answered.table
    return FORMATS["csv"]([one.name for one in table.columns], list(table.records()))


def _listed(answered: Answered) -> dict[str, object]:
    table = answered.table
    cells = (
        answered.number,
        answered.file,
        str(answered.part.title or answered.view.title),
        len(table.rows),
        table.counted,
        " ".join(map(str, table.notes)),
    )
    return dict(zip(COLUMNS, cells, strict=True))
