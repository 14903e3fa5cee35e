"""The figures of the documents are those that `sursur evaluate` prints."""

import re

import pytest

from matcher.evaluation import judge_balanced, read_collection
from scoring.exposure import EXPOSURE_MARGIN
from tests.conftest import ROOT
from tests.judged.reports import report, report_on_a_made_up_world

BASELINES = ("bm25", "tfidf", "popularity", "random")
NUMBER = re.compile(r"\d\.\d+")


def rows(page: str, heading: str) -> list[list[str]]:
    """The rows of the table whose first column is headed so, as cells."""
    table = (ROOT / page).read_text(encoding="utf-8").split(f"| {heading} | Sursur")[1].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("| ").split("|")] for line in table.splitlines()[2:]]


@pytest.mark.parametrize(
    ("page", "heading", "collection"),
    [
        ("docs/quality.md", "region", "region"),
        ("docs/quality.md", "symptoms", "symptoms/tuning"),
        ("docs/quality.md", "everyday words", "everyday"),
        ("docs/quality.md", "plain wording", "plain"),
        ("README.md", "requests of the region", "region"),
    ],
)
def test_a_table_says_what_the_command_prints(page: str, heading: str, collection: str) -> None:
    found = report(collection)
    for metric, *cells in rows(page, heading):
        shown = [float(number) for cell in cells for number in NUMBER.findall(cell)]
        others = [found.baselines[name][metric] for name in BASELINES]
        figures = [found.metrics[metric], *found.ci95[metric], *others][: len(shown)]
        assert shown == pytest.approx(figures, abs=0.006), (page, metric)


def test_the_table_of_made_up_worlds_says_what_the_command_prints() -> None:
    for label, ours, popularity, *_ in rows("docs/quality.md", "made-up worlds"):
        name, pairs, metric = re.split(", |: ", label)
        found = report_on_a_made_up_world(name, new_pairs=pairs == "new pairs")
        area = found.auc.forms.get(metric)
        figures = [found.metrics[metric], *found.ci95[metric]] if area is None else [area.value, *(area.ci95 or ())]
        theirs = (
            found.baselines_auc["popularity"].forms[metric].value if area else found.baselines["popularity"][metric]
        )
        assert [float(one) for one in NUMBER.findall(ours)] == pytest.approx(figures, abs=0.006), label
        assert float(popularity) == pytest.approx(theirs, abs=0.006), label


def test_the_table_of_exposure_says_what_the_command_prints() -> None:
    table = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8").split("| margin | gini")[1].split("\n\n")[0]
    lines = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    region = read_collection(ROOT / "tests" / "judged" / "region")

    assert EXPOSURE_MARGIN in [float(line[0]) for line in lines]
    for margin, *shown, moved in lines:
        found = judge_balanced(region, report("region").scores, margin=float(margin))
        figures = [found.balanced[name] for name in ("gini", "ndcg@10", "recall@1", "recall@5")]
        assert [float(one) for one in shown] == pytest.approx(figures, abs=0.006), margin
        assert int(moved) == pytest.approx(found.moved, abs=40), margin
