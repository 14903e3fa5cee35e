"""Every peer finds what it was given."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.benchmark.corpus import Corpus
from matcher.benchmark.engine import ByText, TextEngine
from matcher.benchmark.peers import PEERS
from matcher.errors import BadInputError
from scoring import Request

PACKAGES = {"bm25s-numba": "numba", "tantivy": "tantivy", "sparse-dot-topn": "sparse_dot_topn"}
Build = Callable[[str, list[str]], TextEngine]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Makes an engine and lets it prepare texts."""

    def made(name: str, texts: list[str]) -> TextEngine:
        engine = PEERS[name](tmp_path)
        engine.build(texts)
        return engine

    return made


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_finds_every_offer_by_its_own_text(name: str, corpus: Corpus, tmp_path: Path) -> None:
    engine = ByText(PEERS[name](tmp_path))
    engine.build(corpus)
    sample = corpus.offers[::25]
    asked = [Request(id=f"like {one.id}", title=one.title, text=one.text) for one in sample]

    found = [answer for start in range(0, 20, engine.batch) for answer in engine.search(asked[start:][: engine.batch])]

    assert [answer[0] for answer in found] == [one.id for one in sample]
    assert all(len(set(answer)) == 10 for answer in found)
    assert engine.mebibytes() > 0


@pytest.mark.long
@pytest.mark.parametrize("name", PEERS)
def test_a_peer_leaves_out_function_words_and_capitals(name: str, build: Build) -> None:
    engine = build(name, ["Water for THE villages", "o vinho das uvas", "las vacas de la finca"])

    assert [answer[0] for answer in engine.search(["water", "UVAS para o povo", "the vacas"])] == [0, 1, 2]


@pytest.mark.long
@pytest.mark.parametrize("name", PEERS)
def test_a_request_of_unknown_words_breaks_nothing(name: str, build: Build) -> None:
    engine = build(name, ["water for villages", "wine"])

    assert len(engine.search(["zzz"])) == 1
    assert len(engine.search(["the"])) == 1


def test_both_products_of_matrices_find_the_same(corpus: Corpus, build: Build) -> None:
    texts = [one.words for one in corpus.offers]
    asked = [one.words for one in corpus.requests]

    assert build("tfidf", texts).search(asked) == build("sparse-dot-topn", texts).search(asked)


@pytest.mark.parametrize("name", PACKAGES)
def test_a_missing_package_is_named_with_its_extra(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, PACKAGES[name], None)

    with pytest.raises(BadInputError, match=rf"'{name}' needs .*sursur\[bench\]"):
        PEERS[name](tmp_path)
