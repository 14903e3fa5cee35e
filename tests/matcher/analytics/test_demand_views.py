"""What holds for every view of demand and supply."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.analytics.charts import as_png, as_svg
from matcher.analytics.groups import Group, looked_at
from matcher.analytics.telling import telling_of
from matcher.errors import BadInputError, ForbiddenError, UnauthenticatedError
from matcher.policy import PUBLIC, Actor
from models.account import Role
from models.database import writing
from models.decision import Reason
from tests import builders
from tests.matched import put, suggest
from tests.matcher.analytics.charts.hearing import strange_words
from tests.matcher.analytics.demanded import VIEWS, answer, asked, matched, request, said
from tests.statements import counted

NAMES = sorted(VIEWS)
SCENARIO = {"new-offer": {"sector": "energy", "language": "es"}}
WITH_CHARTS = [name for name in NAMES if VIEWS[name].drawings]


@pytest.mark.parametrize("name", NAMES)
def test_the_number_of_queries_does_not_grow(engine: Engine, name: str) -> None:
    def queries() -> int:
        with counted(engine) as sent, writing(engine) as session:
            telling_of(session, answer(session, name, **SCENARIO.get(name, {})), "es")
        return len(sent)

    with writing(engine) as session:
        said(session, matched(session)["one"], "declined", days=1, reason=Reason.TIMING)
    before = queries()
    with writing(engine) as session:
        for number in range(5):
            put(session, request(f"unmet-{number}", "MEX", ["energy"], ["es"]))
            put(session, request(f"more-{number}", "PER", ["energy"], ["es"]))
            put(session, builders.offer(f"more-{number}", organization="bra"))
            said(session, suggest(session, f"more-{number}", "water"), "declined", days=1, reason=Reason.TIMING)

    assert queries() == before


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_service_has_nothing_to_show(session: Session, name: str) -> None:
    table = answer(session, name, **SCENARIO.get(name, {}))

    assert all(row[1:] == (0, None, None, 0, None) for row in table.rows)
    assert table.counted == 0


@pytest.mark.parametrize("name", WITH_CHARTS)
def test_the_same_answer_gives_the_same_picture(session: Session, name: str) -> None:
    said(session, matched(session)["one"], "declined", days=1, reason=Reason.TIMING)
    table = answer(session, name)
    telling = telling_of(session, table, "fr")

    for drawing in VIEWS[name].drawings.values():
        first, second = (as_svg(drawing(table, telling), "fr") for _ in range(2))
        assert first == second
        assert first.startswith("<svg")
        assert strange_words(first, "fr") == []
        assert as_png(drawing(answer(session, name), telling), "fr", 1) == as_png(drawing(table, telling), "fr", 1)


@pytest.mark.parametrize("name", NAMES)
def test_agencies_providers_and_the_public_are_refused(session: Session, name: str) -> None:
    for role in (Role.AGENCY, Role.PROVIDER):
        with pytest.raises(ForbiddenError):
            looked_at(Group.DEMAND, name, asked(session, Actor(email="one@example.org", role=role)))
    with pytest.raises(UnauthenticatedError):
        looked_at(Group.DEMAND, name, asked(session, PUBLIC))


@pytest.mark.parametrize("name", NAMES)
def test_a_filter_that_a_view_does_not_know_is_refused(session: Session, name: str) -> None:
    with pytest.raises(BadInputError, match="focus"):
        answer(session, name, focus="MEX")


def test_titles_and_words_are_told_in_the_readers_language(session: Session) -> None:
    matched(session)
    table = answer(session, "unmet-requests")
    telling = telling_of(session, table, "en")

    (record,) = telling.records(table)

    assert (record["request"], record["country"], record["languages"]) == ("Agua", "Mexico", "Spanish")
    assert str(record["help"]).startswith("Another look")
