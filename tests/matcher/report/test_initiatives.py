"""The year in figures, and what is not told."""

from sqlmodel import Session

from matcher.analytics.asked import Asked
from matcher.analytics.wanted import Wanted
from matcher.policy import PUBLIC
from matcher.report.counted import COUNTED
from matcher.report.gaps import gaps
from matcher.report.initiatives import ROWS, initiatives
from tests import builders
from tests.conftest import NOW
from tests.matched import put
from tests.matcher.report.conftest import TODAY, figures


def asked(session: Session) -> Asked:
    """A question of the public."""
    return Asked(session, PUBLIC, Wanted(), TODAY)


def test_a_year_stands_beside_the_year_before(region: Session) -> None:
    table = initiatives(2026).answer(asked(region))

    told = figures(table.rows)
    assert {name: told[name] for name in ROWS} == {
        "Exchanges under way": (2, 2),
        "of which begun in the year": (1, 1),
        "of which carried on from earlier years": (1, 1),
        "of which completed in the year": (1, 1),
        "of which bilateral": (1, 0),
        "of which triangular": (1, 1),
        "of which regional": (0, 1),
        "Countries taking part": (2, 4),
        "Institutions taking part": (3, 1),
        "Requests posted": (1, 0),
        "Offers posted": (1, 0),
    }
    assert table.counted == 2


def test_what_stands_around_the_match_is_counted_too(region: Session) -> None:
    practice = builders.practice(organization="abc-bra", state="published", published_at=NOW)
    put(region, practice, builders.practice("pra-2", organization="abc-bra", state="draft"))
    put(region, builders.account("agency.mex@example.org", organization="amexcid-mex"))
    put(region, builders.community(organization="paho", since=2026), builders.question(at=NOW))
    put(region, builders.expert(organization="abc-bra", state="consented", answered_at=NOW))
    put(region, builders.priority(organization="amexcid-mex", year=2025))
    put(region, builders.mechanism(), builders.proposal_call(opens_on=TODAY), builders.request("req-agua"))
    for number, state in enumerate(("submitted", "approved", "declined")):
        decided = None if state == "submitted" else NOW
        row = builders.application(f"app-{number}", state=state, submitted_at=NOW, decided_at=decided)
        put(region, row)

    told = figures(initiatives(2026).answer(asked(region)).rows)

    assert {name.template: told[name.template] for name, _ in COUNTED} == {
        "Good practices published": (1, 0),
        "Documents added to the library": (0, 0),
        "Networks and communities": (1, 0),
        "Questions asked in them": (1, 0),
        "Events held": (0, 0),
        "Bilateral meetings held at events": (0, 0),
        "of which ended in an agreement": (0, 0),
        "Calls for proposals that were open": (1, 0),
        "Applications handed in": (3, 0),
        "Applications approved": (1, 0),
        "Applications not approved": (1, 0),
        "Experts who agreed to be found": (1, 0),
        "Priorities of territories": (0, 1),
        "Posts seen in other catalogues": (0, 0),
    }


def test_exchanges_without_a_year_are_said(region: Session) -> None:
    notes = initiatives(2026).answer(asked(region)).notes

    assert [str(one) for one in notes] == [
        "In 1 of 4 exchanges on record no year is told; they are counted in no year."
    ]


def test_gaps_are_counted_over_all_exchanges(region: Session) -> None:
    rows = figures(gaps(2026).answer(asked(region)).rows)

    assert rows["No year is told"] == (1, 4, 0.25)
    assert rows["A beginning is told, but no end"] == (0, 4, 0.0)
    assert rows["No institution is named"] == (3, 4, 0.75)
    assert rows["No support is named"] == (3, 4, 0.75)
    assert rows["No outcome is told"] == (3, 4, 0.75)


def test_without_exchanges_there_are_no_gaps(session: Session) -> None:
    assert gaps(2026).answer(asked(session)).rows == []
