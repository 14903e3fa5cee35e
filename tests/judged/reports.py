"""The judged collections, each ranked and judged once a test run."""

from functools import cache

from matcher.evaluation import BASELINES, Report, evaluate, read_collection
from tests.conftest import NOW, ROOT


@cache
def report(collection: str) -> Report:
    """What `sursur evaluate` finds, with every baseline."""
    found = read_collection(ROOT / "tests" / "judged" / collection)
    return evaluate(found, as_of=NOW.date(), baselines=list(BASELINES))
