"""A table of the codebook as Table Schema 2.0 describes it."""

from typing import Any

from matcher.exporting.codebook import Column, Table
from matcher.exporting.codebook.allowed import allowed
from matcher.exporting.formats import SEPARATOR

Described = dict[str, Any]


def schema_of(table: Table) -> Described:
    """The fields with their constraints, the key, and where the values of columns are found again."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(one) for one in table.columns.values()],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": [_foreign_key(one) for one in table.columns.values() if one.refers and one.type != "list"],
    }


def _field(column: Column) -> Described:
    """A field. What the standard has no word for stands under names of our own: the standard that values belong to,
    and where and what the members of a list may be."""
    field: Described = {"name": column.name, "type": column.type, "description": column.meaning}
    own: Described = {"sursur:standard": column.standard}
    if column.type == "list":
        field |= {"delimiter": SEPARATOR, "itemType": column.items}
        own |= {"sursur:itemEnum": allowed(column.allowed), "sursur:itemReference": column.refers}
    constraints = _constraints(column)
    return field | ({"constraints": constraints} if constraints else {}) | {key: one for key, one in own.items() if one}


def _constraints(column: Column) -> Described:
    found: Described = {
        "required": column.required,
        "enum": [] if column.type == "list" else allowed(column.allowed),
        "pattern": column.pattern,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    return {name: value for name, value in found.items() if value not in (None, "", []) and value is not False}


def _foreign_key(column: Column) -> Described:
    table, _, field = column.refers.partition(".")
    return {"fields": [column.name], "reference": {"resource": table, "fields": [field]}}
