"""The judged region: its files fit together."""

import json
from pathlib import Path

import pytest

from matcher.evaluation import read_collection
from tests.conftest import FIXTURES, ROOT
from tests.judged.hold_out import held_back_history

REGION = Path(__file__).parent / "region"


def identifiers(path: Path) -> set[str]:
    """The identifiers of a JSON-lines file."""
    return {json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()}


def test_the_history_is_what_the_hold_out_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert (REGION / "exchanges.jsonl").read_text(encoding="utf-8") == held_back_history()


@pytest.mark.parametrize("name", ["offers.jsonl", "requests.jsonl"])
def test_the_posts_are_those_of_the_fixtures(name: str) -> None:
    assert (REGION / name).read_bytes() == (FIXTURES / name).read_bytes()


def test_no_judged_request_is_answered_by_its_own_exchange() -> None:
    judged = {line.split()[0] for line in (REGION / "qrels.txt").read_text().splitlines()}
    requests = [json.loads(line) for line in (REGION / "requests.jsonl").read_text(encoding="utf-8").splitlines()]
    answers = {answer for one in requests if one["id"] in judged for answer in one.get("answered_by", [])}
    assert answers
    assert answers & identifiers(REGION / "exchanges.jsonl") == set()


def test_judgements_refer_to_posts_that_exist_once_each() -> None:
    lines = [line.split() for line in (REGION / "qrels.txt").read_text().splitlines() if line.strip()]
    pairs = [(line[0], line[2]) for line in lines]
    assert {one for one, _ in pairs} <= identifiers(REGION / "requests.jsonl")
    assert {other for _, other in pairs} <= identifiers(REGION / "offers.jsonl")
    assert len(set(pairs)) == len(pairs)
    assert {line[3] for line in lines} <= {"0", "1", "2"}


def test_every_request_that_an_exchange_answers_is_judged() -> None:
    requests = [json.loads(line) for line in (REGION / "requests.jsonl").read_text(encoding="utf-8").splitlines()]
    answered = {one["id"] for one in requests if one.get("answered_by")}
    judged = {line.split()[0] for line in (REGION / "qrels.txt").read_text().splitlines()}
    assert answered - judged == set()


def test_the_collection_has_no_strange_tags() -> None:
    assert read_collection(REGION).warnings == []
