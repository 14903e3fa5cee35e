"""The codebook describes every table that is exported: no column without a meaning, no meaning without a column."""

import re
import tomllib
from collections import Counter

import pytest
from sqlalchemy import Engine

from matcher.exporting import EXPORTS, ExportKind
from matcher.exporting.book import codebook_page
from matcher.exporting.codebook import COMMON, FOLDER, Column, codebook
from matcher.exporting.codebook.allowed import ALLOWED, TYPES, allowed
from matcher.exporting.tables import TABLES
from matcher.exporting.told import HOLDINGS, TITLES
from models.database import reading
from tests.conftest import ROOT

COLUMNS = [(table, column) for table in codebook().values() for column in table.columns.values()]
ids = [f"{table.name}.{column.name}" for table, column in COLUMNS]


def test_every_table_is_described() -> None:
    assert set(codebook()) == {str(kind) for kind in TABLES}


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_has_the_columns_that_are_described(kind: ExportKind, region_to_read: Engine) -> None:
    with reading(region_to_read) as session:
        columns, _ = TABLES[kind].rows(session)

    assert list(columns) == list(codebook()[kind].columns)


@pytest.mark.parametrize("column", [column for _, column in COLUMNS], ids=ids)
def test_a_column_says_what_it_means_and_what_it_may_hold(column: Column) -> None:
    assert re.fullmatch(r"[A-Z].{10,}\.", column.meaning)
    assert ". " not in column.meaning
    assert column.type in TYPES
    assert column.items in TYPES
    assert not column.allowed or allowed(column.allowed)
    assert not column.pattern or re.compile(column.pattern)
    if column.refers:
        table, _, field = column.refers.partition(".")
        assert codebook()[table].key == (field,)


def test_a_meaning_stands_in_one_place() -> None:
    told = [
        column["meaning"]
        for path in FOLDER.glob("*.toml")
        for column in tomllib.loads(path.read_text(encoding="utf-8"))["columns"].values()
        if "meaning" in column
    ]

    assert [text for text, times in Counter(told).items() if times > 1] == []


def test_common_columns_and_lists_of_values_are_all_used() -> None:
    common = tomllib.loads((FOLDER / f"{COMMON}.toml").read_text(encoding="utf-8"))["columns"]

    assert set(common) <= {column.name for _, column in COLUMNS}
    assert set(ALLOWED) == {column.allowed for _, column in COLUMNS} - {""}


@pytest.mark.parametrize("name", codebook())
def test_a_row_is_named_by_columns_that_are_always_there(name: str) -> None:
    table = codebook()[name]

    assert table.key
    assert all(table.columns[column].required for column in table.key)
    assert set(re.findall(r"\{(\w+)\}", table.page)) <= set(table.columns)


@pytest.mark.parametrize("kind", TABLES)
def test_rows_hold_what_the_codebook_allows(kind: ExportKind, region_to_read: Engine) -> None:
    table = codebook()[kind]
    with reading(region_to_read) as session:
        _, rows = TABLES[kind].rows(session)

    for column in table.columns.values():
        values = [value for row in rows for value in _members(row[column.name]) if value not in (None, "")]
        if column.allowed:
            assert set(values) <= set(allowed(column.allowed)), column
        if column.pattern:
            assert [one for one in values if not re.fullmatch(column.pattern, one)] == [], column


def _members(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def test_the_page_of_the_codebook_is_that_of_the_code() -> None:
    assert (ROOT / "docs" / "codebook.md").read_bytes() == codebook_page()


def test_every_kind_of_export_has_a_name_and_says_what_it_holds() -> None:
    assert set(TITLES) == set(HOLDINGS) == set(ExportKind) == set(EXPORTS)
    assert len(set(TITLES.values())) == len(set(HOLDINGS.values())) == len(ExportKind)
