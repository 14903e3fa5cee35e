"""When exchanges began."""

import re

from sqlmodel import Session

from matcher.analytics.wanted import Arrangement
from tests import builders
from tests.matched import put
from tests.matcher.analytics.answering import drawn, notes, rows
from tests.matcher.analytics.exchanged import exchanged


def fill(session: Session) -> None:
    put(session, builders.organization("paho", None))
    exchanged(session, "e1", "R:MEX P:BRA", start_year=2010)
    exchanged(session, "e2", "R:MEX P:BRA F:-:paho", start_year=2010, state="running")
    exchanged(session, "e3", "R:MEX P:BRA R:HTI", start_year=2013, state="running")
    exchanged(session, "e4", "R:MEX P:BRA", start_year=None)
    exchanged(session, "e5", "R:MEX P:BRA", start_year=2014, state="agreed")


def test_each_year_counts_what_began_how_it_is_arranged_and_what_still_runs(session: Session) -> None:
    fill(session)

    assert rows(session, "timeline") == [(2013, 1, 0, 0, 1, 1, 0), (2010, 2, 1, 1, 0, 1, 1)]
    assert notes(session, "timeline") == ["When 1 exchanges began is not told; they are left out."]


def test_one_may_look_at_one_arrangement(session: Session) -> None:
    fill(session)

    assert rows(session, "timeline", arrangement=Arrangement.TRIANGULAR) == [(2010, 1, 0, 1, 0, 1, 0)]


def test_years_without_an_exchange_keep_their_place_in_the_chart(session: Session) -> None:
    fill(session)

    years = re.findall(r">(20\d\d)</text>", drawn(session, "timeline")["bars"])

    assert years == ["2010", "2011", "2012", "2013"]
