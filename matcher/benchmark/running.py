"""Runs a benchmark: draws posts, lets every engine build, asks all of them the same, and judges time and answers."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from matcher.benchmark.corpus import Corpus, draw_corpus
from matcher.benchmark.engine import DEPTH, ByText, Engine
from matcher.benchmark.machine import machine, peak_mebibytes
from matcher.benchmark.peers import PEERS
from matcher.benchmark.report import SURSUR, Agreement, Report, measured
from matcher.benchmark.sursur import Sursur
from matcher.benchmark.timing import Timed, frozen_memory, one_thread, time_searches
from matcher.errors import BadInputError
from matcher.progress import Track, quietly
from scoring import Request

ENGINES = (SURSUR, *PEERS)
"""Everything that can be compared, by name."""
SAMPLE = 30
"""Requests on which brute force is asked too: it is slow."""


def run_benchmark(
    offers: int, requests: int, *, seed: int, engines: Sequence[str] = ENGINES, track: Track = quietly
) -> Report:
    """Compares engines on as many invented offers and requests, one thread each.

    Raises BadInputError for an engine that is not there or lacks its package.
    """
    chosen = list(dict.fromkeys(engines))
    _check(chosen)
    facts = machine()
    with TemporaryDirectory() as folder, one_thread():
        built = {name: _engine(name, Path(folder)) for name in chosen}
        corpus = draw_corpus(offers, requests, seed=seed, track=track)
        seconds = {name: _build(built[name], corpus) for name in track(chosen, "Building", len(chosen))}
        timed = _timed(built, corpus, track)
        found = {
            name: measured(
                timed[name],
                corpus,
                mebibytes=built[name].mebibytes(),
                build_seconds=seconds[name],
                batch=built[name].batch,
            )
            for name in track(chosen, "Weighing", len(chosen))
        }
        ours = built.get(SURSUR)
        agreement = _agreement(timed[SURSUR], ours.by_brute_force, corpus, track) if isinstance(ours, Sursur) else None
    return Report(facts, corpus.facts, found, agreement, peak_mebibytes())


def _check(names: Iterable[str]) -> None:
    strange = [name for name in names if name not in ENGINES]
    if strange:
        raise BadInputError("no engine {strange!r}; there are {names}", strange=strange[0], names=", ".join(ENGINES))


def _engine(name: str, folder: Path) -> Engine:
    return Sursur() if name == SURSUR else ByText(PEERS[name](folder))


def _build(engine: Engine, corpus: Corpus) -> float:
    clock = perf_counter()
    engine.build(corpus)
    return perf_counter() - clock


def _timed(engines: dict[str, Engine], corpus: Corpus, track: Track) -> dict[str, Timed]:
    for engine in engines.values():
        for request in corpus.warming:
            engine.search([request])
    with frozen_memory():
        return time_searches(engines, corpus.requests, corpus.warming, track)


def _agreement(ours: Timed, by_brute_force: Callable[[Request], list[str]], corpus: Corpus, track: Track) -> Agreement:
    """Compares Sursur's answers with those of the plain path that scores every offer."""
    sample = corpus.requests[:SAMPLE]
    pairs = [
        (ours.found[request.id], by_brute_force(request)[:DEPTH])
        for request in track(sample, "Asking by brute force", len(sample))
    ]
    shared = [len(set(one) & set(other)) / len(other) for one, other in pairs if other]
    same = sum(one == other for one, other in pairs) / len(pairs)
    return Agreement(len(pairs), round(same, 6), round(sum(shared) / len(shared), 6) if shared else 1.0)
