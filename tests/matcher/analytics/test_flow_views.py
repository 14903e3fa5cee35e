"""What holds for all descriptive views of the exchange network."""

import pytest
from sqlmodel import Session

from matcher.analytics.charts import drawing
from matcher.analytics.network_views import NETWORK
from matcher.errors import NotFoundError
from tests import builders
from tests.matched import put
from tests.matcher.analytics.answering import answer, drawn
from tests.matcher.analytics.exchanged import exchanged

DESCRIPTIVE = (
    "flows",
    "roles",
    "sectors",
    "timeline",
    "modalities",
    "arrangements",
    "supporters",
    "ego",
    "ego-sectors",
)


@pytest.fixture
def some(session: Session) -> Session:
    put(session, builders.organization("paho", None), builders.organization("secret", "CUB"))
    facts = {"sectors": ["health", "education"], "modality": "training", "start_year": 2010}
    exchanged(session, "e1", "R:MEX P:BRA", **facts)
    exchanged(session, "e2", "R:MEX P:BRA F:-:paho", **facts)
    exchanged(session, "e3", "R:BRA P:CUB:secret $:-:secret", **facts, shown_in_full=False)
    return session


def test_each_view_is_among_those_of_the_network() -> None:
    assert set(DESCRIPTIVE) <= {one.name for one in NETWORK}


@pytest.mark.parametrize("view", DESCRIPTIVE)
def test_an_empty_network_gives_an_empty_table(session: Session, view: str) -> None:
    table = answer(session, view)

    assert (list(table.rows), table.counted) == ([], 0)


@pytest.mark.parametrize("view", DESCRIPTIVE)
def test_institutions_that_the_parties_do_not_show_stand_nowhere(some: Session, view: str) -> None:
    assert "secret" not in str(answer(some, view).rows)
    assert all("secret" not in svg for svg in drawn(some, view).values())


@pytest.mark.parametrize("view", DESCRIPTIVE)
def test_a_view_is_drawn_the_same_each_time(some: Session, view: str) -> None:
    once = drawn(some, view)
    drawing._svg.cache_clear()

    assert once
    assert drawn(some, view) == once
    assert all(svg.startswith("<svg") for svg in once.values())


def test_a_view_of_nobody_who_is_known_is_refused(some: Session) -> None:
    with pytest.raises(NotFoundError, match="ZZZ"):
        answer(some, "ego", focus="ZZZ")
