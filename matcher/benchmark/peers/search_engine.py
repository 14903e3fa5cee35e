"""BM25 by the search engine Tantivy."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from matcher.benchmark.engine import DEPTH
from matcher.benchmark.peers.shared import function_words, package
from matcher.benchmark.sizes import MEBIBYTE

HEAP = 1_000_000_000
"""Bytes that Tantivy may fill before it writes a segment."""


class Tantivy:
    """BM25 by the search engine Tantivy: a segment on disk, mapped into memory; skips what cannot reach the ten."""

    batch = 1

    def __init__(self, folder: Path) -> None:
        """Raises BadInputError without the package."""
        self._engine = package("tantivy", "tantivy")
        self._folder = folder / "tantivy"

    def build(self, texts: Iterable[str]) -> None:
        """Without positions of words, by one thread into one segment."""
        engine = self._engine
        self._folder.mkdir()
        reader = engine.TextAnalyzerBuilder(engine.Tokenizer.simple()).filter(engine.Filter.lowercase())
        self._reader = reader.filter(engine.Filter.custom_stopword(function_words())).build()
        schema = engine.SchemaBuilder().add_text_field("words", tokenizer_name="words", index_option="freq")
        self._schema = schema.add_integer_field("place", fast=True).build()
        index = engine.Index(self._schema, path=str(self._folder))
        index.register_tokenizer("words", self._reader)
        writer = index.writer(heap_size=HEAP, num_threads=1)
        for place, text in enumerate(texts):
            writer.add_document(engine.Document(words=text, place=place))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def search(self, texts: Sequence[str]) -> list[list[int]]:
        """Each word once, handed over as a term: the query language need not be read."""
        return [self._find(text) for text in texts]

    def _find(self, text: str) -> list[int]:
        query, should = self._engine.Query, self._engine.Occur.Should
        terms = dict.fromkeys(self._reader.analyze(text))
        clauses = [(should, query.term_query(self._schema, "words", term, index_option="freq")) for term in terms]
        hits = self._searcher.search(query.boolean_query(clauses), limit=DEPTH, count=False).hits
        return list(self._searcher.fast_field_values("place", [address for _, address in hits]))

    def mebibytes(self) -> float:
        """The files of the index."""
        return sum(file.stat().st_size for file in self._folder.iterdir()) / MEBIBYTE
