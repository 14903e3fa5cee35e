"""Every route, for everybody, in every state: as the matrix says, and what is hidden answers as what is not there."""

import pytest

from api.access import ACCESS
from tests.api.conftest import service
from tests.api.security.matrix import ACTORS, FILE, UNINVOLVED, routes, rows, written

pytestmark = pytest.mark.long
Matrix = dict[str, dict[str, int]]
HIDDEN = {
    "request": ("draft", "submitted", "withdrawn", "closed"),
    "offer": ("draft", "submitted", "withdrawn", "closed"),
    "practice": ("draft", "submitted"),
    "exchange": ("accepted", "agreed", "cancelled"),
    "match": ("proposed", "superseded", "endorsed", "declined", "introduced", "accepted", "lapsed"),
}
"""The states in which a thing is nobody else's business."""
ALSO_INSIDE = {"match": ("analyst",), "exchange": ("analyst",)}
"""Who may read what analysts may."""


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return dict(rows())


def noun_of(row: str) -> str:
    """What a row of the matrix is about."""
    return row.split("/")[3].rstrip("s").replace("matche", "match")


def test_who_gets_which_answer_is_as_approved(matrix: Matrix) -> None:
    """`python -m tests.api.security.matrix` writes the file anew."""
    found, approved = written(list(matrix.items())).splitlines(), FILE.read_text(encoding="utf-8").splitlines()

    assert [one for one in found if one not in approved] == []
    assert [one for one in approved if one not in found] == []


def test_every_route_on_a_thing_stands_in_the_matrix_and_has_a_rule(matrix: Matrix) -> None:
    told = {tuple(row.split()[:2]) for row in matrix}
    known = list(routes(service("sqlite://")))
    plain = {path.replace("{post_id}", "{request_id}").replace("{post_id}", "{offer_id}") for _, path in ACCESS}

    assert {(method, path) for method, path, _ in known} == told
    assert len(told) > 100
    assert len(matrix) > 400
    assert plain


def test_nothing_fails(matrix: Matrix) -> None:
    assert {row: who for row, who in matrix.items() if any(status >= 500 for status in who.values())} == {}


@pytest.mark.parametrize("noun", HIDDEN)
def test_what_is_hidden_is_not_there_for_whoever_has_nothing_to_do_with_it(matrix: Matrix, noun: str) -> None:
    """Not 403: that would tell that it exists."""
    wrong = []
    for row, answers in matrix.items():
        method, _, state = row.split()
        if noun_of(row) != noun or state not in HIDDEN[noun] or "/choice " in row:  # which is about matches
            continue
        for who in UNINVOLVED:
            allowed = (401, 404, 422) if who == "public" or method != "GET" else (404,)
            if answers[who] not in allowed and who not in ALSO_INSIDE.get(noun, ()):
                wrong.append((row, who, answers[who]))
    assert wrong == []


def test_nobody_else_changes_anything_of_another_country(matrix: Matrix) -> None:
    wrong = []
    for row, answers in matrix.items():
        if not row.startswith("GET"):
            wrong += [(row, who, answers[who]) for who in UNINVOLVED if answers[who] < 400]
    assert wrong == []


def test_whom_a_thing_concerns_gets_somewhere(matrix: Matrix) -> None:
    """A matrix of refusals alone would prove nothing."""
    good = {who: sum(row[who] < 400 for row in matrix.values()) for who in ACTORS}

    assert good["asks"] > 100
    assert good["admin"] > good["public"]
    assert sum(row["asks"] < 400 for name, row in matrix.items() if not name.startswith("GET")) > 10
