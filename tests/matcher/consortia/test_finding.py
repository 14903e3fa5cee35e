"""Who completes a group: only countries that the rules admit, by posts that the reader may see."""

from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from matcher.calls.finding import Announced, CallFilter, calls, own_eligibility
from matcher.consortia.finding import Consortia, consortia, group_of
from matcher.cursors import Part
from matcher.matching.records import gather
from matcher.policy import PUBLIC
from models.database import writing
from models.proposal_call import ProposalCall
from models.request import Request
from tests import builders
from tests.conftest import NOW
from tests.exchanging import RECIPIENT, who
from tests.matched import put

TODAY = NOW.date()


def fill(session: Session, **rules: Any) -> Announced:
    """A call for three countries of the region but Chile; Guatemala and Peru ask and offer on water, Chile too."""
    mechanism = builders.mechanism(organization="segib", countries=["MEX", "BRA", "GTM", "PER"], minimum_countries=3)
    put(session, mechanism, builders.proposal_call(**rules))
    for code in ("GTM", "PER", "CHL"):
        key = code.lower()
        put(session, builders.organization(f"agua-{key}", code))
        own = {"organization": f"agua-{key}", "country": code}
        put(session, builders.request(f"req-{key}", **own), builders.offer(f"off-{key}", **own))
    return Announced(session.get_one(ProposalCall, "cal-1"), mechanism)


def found(session: Session, call: Announced, request: Request | None = None, *countries: str) -> Consortia:
    index = gather(session, as_of=TODAY).index(TODAY) if request else None
    return consortia(session, PUBLIC, call, group_of(call, request, countries), index=index, on=TODAY)


def test_the_group_is_completed_to_the_least_number_by_countries_that_the_rules_admit(small: Engine) -> None:
    with writing(small) as session:
        answer = found(session, fill(session), session.get_one(Request, "req-agua"))

    assert (answer.group.countries, answer.least) == (("MEX",), 3)
    assert {len(one.countries) for one in answer.proposals} == {3}
    assert {new.country for one in answer.proposals for new in one.added} == {"BRA", "GTM", "PER"}
    best = {new.country: new for one in answer.proposals for new in one.added}
    assert (best["GTM"].need.id, best["GTM"].offer.id) == ("req-gtm", "off-gtm")  # type: ignore[union-attr]


def test_without_a_request_the_sectors_of_the_call_decide_and_a_full_group_gets_one_more(small: Engine) -> None:
    with writing(small) as session:
        answer = found(session, fill(session, sectors=["water-sanitation"]), None, "MEX", "BRA", "GTM")
        none = found(session, Announced(builders.proposal_call("cal-2", sectors=["tourism"]), builders.mechanism()))

    assert [[new.country for new in one.added] for one in answer.proposals] == [["PER"]]
    assert none.proposals == []


def test_what_the_reader_may_not_see_speaks_for_nobody(small: Engine) -> None:
    with writing(small) as session:
        call = fill(session)
        for table, key in ((Request, "req-per"), (builders.Offer, "off-per")):
            session.get_one(table, key).visibility = "parties"
        answer = found(session, call, session.get_one(Request, "req-agua"))

    assert {new.country for one in answer.proposals for new in one.added} == {"BRA", "GTM"}


def test_an_agency_reads_what_the_rules_say_of_its_own_open_requests(small: Engine) -> None:
    with writing(small) as session:
        call = fill(session)
        put(session, builders.request("req-borrador", organization="amexcid-mex", state="draft"))
        own = own_eligibility(session, who(session, RECIPIENT), call, on=TODAY)
        assert [row.id for row, _ in own] == ["req-agua"]
        assert own_eligibility(session, PUBLIC, call, on=TODAY) == []


def test_open_calls_are_told_from_closed_ones(small: Engine) -> None:
    with writing(small) as session:
        fill(session)
        put(session, builders.proposal_call("cal-alt", rolling=False, closes_on=NOW.replace(year=2025).date()))
        for wanted, keys in ((True, ["cal-1"]), (False, ["cal-alt"]), (None, ["cal-1", "cal-alt"])):
            rows, _ = calls(session, PUBLIC, CallFilter(open=wanted), Part(), on=TODAY)
            assert [one.call.id for one in rows] == keys
