"""What is published of a benchmark."""

from dataclasses import replace

import pytest

from matcher.benchmark.corpus import Corpus
from matcher.benchmark.report import Measured, Report, measured, quality
from matcher.benchmark.timing import Timed

ENGINE = Measured(2.0, 3.0, 1.5, 500.0, 1.0, 1.0, 1, {})


def test_ratios_are_of_medians() -> None:
    peer = replace(ENGINE, p50_ms=0.5, p95_ms=100.0)

    assert Report({}, {}, {"sursur": ENGINE, "tantivy": peer}, None, 1.0).ratios == {"sursur/tantivy": 4.0}
    assert Report({}, {}, {"tantivy": peer}, None, 1.0).ratios == {}


def test_quality_is_told_apart_by_language(corpus: Corpus) -> None:
    others = [f"other-{place}" for place in range(9)]
    found = {
        one.id: others if one.id in corpus.across else [others[0], corpus.right[one.id], *others[1:]]
        for one in corpus.requests
    }

    said = quality(found, corpus)

    assert said["same_language"] == {"recall@5": 1.0, "ndcg@10": pytest.approx(0.63093)}
    assert said["other_language"] == {"recall@5": 0.0, "ndcg@10": 0.0}
    assert said["all"]["recall@5"] == 0.5


def test_times_are_told_in_milliseconds(corpus: Corpus) -> None:
    found = {one.id: [corpus.right[one.id]] for one in corpus.requests}
    timed = Timed(found, seconds=[0.001] * 19 + [0.1], busy=[0.0005] * 20, held=[1] * 20)

    told = measured(timed, corpus, mebibytes=1.234, build_seconds=2.0, batch=1)

    assert (told.p50_ms, told.cpu_ms, told.index_mib) == (1.0, 0.5, 1.23)
    assert 1.0 < told.p95_ms < 100.0
    assert told.quality["all"] == {"recall@5": 1.0, "ndcg@10": 1.0}
