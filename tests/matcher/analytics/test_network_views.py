"""What all views of the network's structure have in common."""

import random
from datetime import date

import igraph
import pytest
from sqlmodel import Session

from matcher.analytics.asked import Asked
from matcher.analytics.charts import as_svg
from matcher.analytics.groups import Group, view_of
from matcher.analytics.network_views.graph import seeded
from matcher.analytics.telling import telling_of
from matcher.analytics.wanted import Level, Wanted
from tests.builders import organization
from tests.matched import put
from tests.matcher.analytics.asking import ANALYST, PUBLIC, answered, told
from tests.matcher.analytics.charts.hearing import strange_words
from tests.matcher.analytics.exchanged import exchanged

VIEWS = (
    "centralities",
    "communities",
    "reciprocity",
    "two-way",
    "concentration",
    "new-pairs",
    "new-pairs-quality",
)
WEB = ("BRA MEX", "BRA COL", "COL MEX", "MEX BRA", "CUB HTI", "HTI DOM", "DOM CUB", "BRA CUB", "ARG PRY", "PRY BOL")


def web(session: Session) -> None:
    """Ten exchanges among nine countries; the last one in later years than the others."""
    for number, pair in enumerate(WEB):
        teacher, learner = pair.split()
        years = {"start_year": 2000 + number, "sectors": ["health"]}
        exchanged(session, f"e{number}", f"P:{teacher} R:{learner}", **years)


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_on_record_is_an_empty_table(session: Session, view: str) -> None:
    table = answered(session, view)
    assert list(table.rows) == []
    assert table.counted == 0


@pytest.mark.parametrize("view", VIEWS)
def test_one_exchange_is_enough_for_an_answer_and_few_exchanges_are_said_to_be_few(session: Session, view: str) -> None:
    exchanged(session, "e1", "P:BRA R:MEX", sectors=["health"])
    table = answered(session, view)
    assert table.counted == 1
    assert "Only 1 exchanges" in told(table)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("level", [Level.COUNTRY, Level.REGION])
def test_the_same_question_gets_the_same_answer_and_the_same_picture(session: Session, view: str, level: Level) -> None:
    web(session)
    found = [answered(session, view, level) for _ in range(2)]
    assert found[0].rows == found[1].rows
    assert told(found[0]) == told(found[1])
    drawings = view_of(ANALYST, Group.NETWORK, view).drawings
    for draw in drawings.values() if found[0].rows else ():
        svgs = [as_svg(draw(one, telling_of(session, one, "es")), "es") for one in found]
        assert svgs[0] == svgs[1]
        assert strange_words(svgs[0], "es") == []


@pytest.mark.parametrize("view", [one for one in VIEWS if one != "concentration"])
def test_organizations_that_the_parties_hide_are_hidden_from_the_public(session: Session, view: str) -> None:
    for key in ("abc", "dgc", "ica"):
        put(session, organization(key, "BRA"))
    for number, shown in enumerate((True, False)):
        other = "dgc" if shown else "ica"
        exchanged(session, f"there{number}", f"P:BRA:abc R:MEX:{other}", shown_in_full=shown)
        exchanged(session, f"back{number}", f"R:BRA:abc P:MEX:{other}", shown_in_full=shown)
    seen = {actor: str(answered(session, view, Level.ORGANIZATION, actor).rows) for actor in (PUBLIC, ANALYST)}
    assert "ica" not in seen[PUBLIC]
    if view not in ("new-pairs", "new-pairs-quality"):
        assert "ica" in seen[ANALYST]


def test_a_filter_narrows_the_network(session: Session) -> None:
    web(session)
    wanted = Wanted(since=2008)
    table = view_of(ANALYST, Group.NETWORK, "centralities").answer(Asked(session, ANALYST, wanted, date(2026, 11, 23)))
    assert {row[0] for row in table.rows} == {"ARG", "PRY", "BOL"}


def test_chance_is_the_same_each_time_and_left_as_it_was_found() -> None:
    def drawn() -> list[tuple[int, int]]:
        return igraph.Graph.Erdos_Renyi(n=20, m=30).get_edgelist()  # type: ignore[no-any-return]

    random.seed(5)
    before = drawn()
    with seeded():
        first = drawn()
    with seeded():
        assert drawn() == first
    random.seed(5)
    assert drawn() == before != first
