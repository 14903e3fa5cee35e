"""What a benchmark found, and the shape in which it is published."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np

from matcher.benchmark.corpus import Corpus
from matcher.benchmark.timing import Timed
from matcher.evaluation.judging import judge, means

SHOWN = ("recall@5", "ndcg@10")
SURSUR = "sursur"


@dataclass(frozen=True)
class Measured:
    """One engine: milliseconds a request (median, 95th percentile, and the median of the processor's work on it), size
    and seconds of what it built, and how well it found the right offers: of all requests, of those in the language of
    their offer, and of the others.

    `batch` is how many requests it was asked at a time; with more than one, the times are shares of a batch.
    """

    p50_ms: float
    p95_ms: float
    cpu_ms: float
    queries_per_second: float
    index_mib: float
    build_seconds: float
    batch: int
    quality: dict[str, dict[str, float]]


@dataclass(frozen=True)
class Agreement:
    """How far Sursur's first ten are those of brute force, on a sample of requests: the share of requests with the very
    same ten in the same order, and the average share of the ten that both name."""

    requests: int
    same_order: float
    shared: float


@dataclass(frozen=True)
class Report:
    """What a benchmark found."""

    machine: Mapping[str, object]
    corpus: Mapping[str, float]
    engines: Mapping[str, Measured]
    agreement: Agreement | None
    peak_rss_mib: float

    @property
    def ratios(self) -> dict[str, float]:
        """Sursur's median time over that of each other engine."""
        if SURSUR not in self.engines:
            return {}
        ours = self.engines[SURSUR].p50_ms
        others = {name: one for name, one in self.engines.items() if name != SURSUR}
        return {f"{SURSUR}/{name}": round(ours / one.p50_ms, 3) for name, one in others.items()}

    def as_data(self) -> dict[str, object]:
        """The report in the published shape."""
        return {
            "machine": dict(self.machine),
            "corpus": dict(self.corpus),
            "engines": {name: asdict(one) for name, one in self.engines.items()},
            "ratios": self.ratios,
            "agreement": None if self.agreement is None else asdict(self.agreement),
            "peak_rss_mib": self.peak_rss_mib,
        }


def quality(found: Mapping[str, list[str]], corpus: Corpus) -> dict[str, dict[str, float]]:
    """How well the right offers were found; a group without requests is left out."""
    within = {request for request in found if request not in corpus.across}
    groups = {"all": set(found), "same_language": within, "other_language": set(found) - within}
    return {name: _judged(found, group, corpus) for name, group in groups.items() if group}


def _judged(found: Mapping[str, list[str]], group: set[str], corpus: Corpus) -> dict[str, float]:
    qrels = {request: {corpus.right[request]: 1} for request in group}
    values = means(judge(qrels, {request: offers for request, offers in found.items() if request in group}))
    return {name: values[name] for name in SHOWN}


def measured(timed: Timed, corpus: Corpus, *, mebibytes: float, build_seconds: float, batch: int) -> Measured:
    """The figures of one engine."""
    middle, high = np.percentile(timed.seconds, [50, 95]) * 1000
    return Measured(
        p50_ms=round(float(middle), 4),
        p95_ms=round(float(high), 4),
        cpu_ms=round(float(np.median(timed.busy)) * 1000, 4),
        queries_per_second=round(timed.per_second, 2),
        index_mib=round(mebibytes, 2),
        build_seconds=round(build_seconds, 3),
        batch=batch,
        quality=quality(timed.found, corpus),
    )
