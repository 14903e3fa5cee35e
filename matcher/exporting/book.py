"""The codebook as rows, and as a page for people."""

from collections.abc import Iterator

from sqlmodel import Session

from matcher.exporting.codebook import Column, Table, codebook
from matcher.exporting.codebook.allowed import allowed
from matcher.exporting.formats import Rows
from matcher.exporting.naming import ExportKind
from matcher.exporting.told import TITLES

HEAD = """# Codebook

What each column of the exported tables means; the same as a table: `/api/v1/exports/codebook.csv`. In CSV files and
workbooks the members of a list are parted by a bar (`|`), and an empty cell means "unknown or does not apply".
`sursur export codebook --format md` writes this page from `matcher/exporting/codebook/`; change it there.
"""


def tables_in_order() -> list[Table]:
    """The tables in the order in which exports are listed."""
    return [codebook()[kind] for kind in ExportKind if kind in codebook()]


def codebook_rows(session: Session) -> Rows:  # noqa: ARG001
    """Every column of every table."""
    columns = ("table", "column", "type", "items", "meaning", "required", "key", "allowed", "standard", "refers")
    rows = [
        {name: getattr(column, name, None) or None for name in columns}
        | {"table": table.name, "column": column.name, "required": column.required, "key": column.name in table.key}
        | {"items": column.items if column.type == "list" else None, "allowed": allowed(column.allowed)}
        for table in tables_in_order()
        for column in table.columns.values()
    ]
    return columns, rows


def codebook_page() -> bytes:
    """The codebook in Markdown."""
    return "\n".join([HEAD, *(line for table in tables_in_order() for line in _section(table))]).encode()


def _section(table: Table) -> Iterator[str]:
    yield f"## {TITLES[ExportKind(table.name)]}: `{table.name}`\n"
    address = f" Its page is `{table.page}`." if table.page else ""
    yield f"A row: {table.in_a_row} Named by {', '.join(f'`{one}`' for one in table.key)}.{address}\n"
    yield "| column | type | meaning | values |"
    yield "|---|---|---|---|"
    for column in table.columns.values():
        needed = ", required" if column.required else ""
        yield f"| `{column.name}` | {_type(column)}{needed} | {column.meaning} | {_values(column)} |"
    yield ""


def _type(column: Column) -> str:
    return f"list of {column.items}" if column.type == "list" else column.type


def _values(column: Column) -> str:
    """The standard, the table that holds the values, and the values themselves."""
    bounds = [f"{column.minimum:g} or more" if column.minimum is not None else ""]
    bounds += [f"{column.maximum:g} or less" if column.maximum is not None else ""]
    found = [column.standard, f"see `{column.refers}`" if column.refers else "", *bounds]
    if column.allowed and not column.refers:
        found.append(", ".join(str(one) for one in allowed(column.allowed)))
    return "; ".join(one for one in found if one)
