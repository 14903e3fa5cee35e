"""Rows of numbers told as words again."""

from scoring.arrays import Sparse
from scoring.compiled.lexis import concept_numbers
from scoring.compiled.reading import TextRows, forms, read_texts
from tests.scoring.compiled.by_the_book import Row, Text


def decoded(rows: TextRows) -> list[Text]:
    """Each text of some rows."""
    concepts = list(concept_numbers())
    words = _rows(rows.words, list(forms().words))
    runs = _rows(rows.runs, list(forms().runs))
    meanings = _rows(rows.meanings, list(forms().meanings))
    named, around = _rows(rows.named, concepts), _rows(rows.around, concepts)
    return list(map(Text, rows.languages, rows.told.tolist(), words, runs, meanings, named, around))


def read_one(text: str, language: str | None, title: str = "") -> Text:
    """A single text, read."""
    return decoded(read_texts([((title, text), language)]))[0]


def _rows(rows: Sparse, tokens: list[str]) -> list[Row]:
    found = []
    for first, last in zip(rows.indptr, rows.indptr[1:], strict=False):
        numbers, amounts = rows.indices[first:last].tolist(), rows.data[first:last].tolist()
        assert len(set(numbers)) == len(numbers)
        found.append({tokens[number]: amount for number, amount in zip(numbers, amounts, strict=True)})
    return found
