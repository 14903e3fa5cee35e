"""The judged collections, each ranked and judged once a test run."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from matcher.evaluation import BASELINES, Report, evaluate, new_pairs_only, read_collection
from tests.conftest import NOW, ROOT
from tests.judged.network.generate import world, write


@cache
def report(collection: str) -> Report:
    """What `sursur evaluate` finds, with every baseline."""
    found = read_collection(ROOT / "tests" / "judged" / collection)
    return evaluate(found, as_of=NOW.date(), baselines=list(BASELINES))


@cache
def report_on_a_made_up_world(name: str, *, new_pairs: bool = True, seed: int = 1) -> Report:
    """What `sursur evaluate --baseline popularity` finds on one of a generated world's collections."""
    with TemporaryDirectory() as folder:
        found = read_collection(write(world(seed), Path(folder), sectors=name == "sectors"))
    return evaluate(new_pairs_only(found) if new_pairs else found, as_of=NOW.date(), baselines=["popularity"])
