"""Who may do what with an exchange and the practice that is drawn from it, as tables."""

import pytest

from matcher.policy import Actor
from matcher.policy.exchanges import RULES as OF_EXCHANGES
from matcher.policy.exchanges import ExchangeAction, acting_side, invited_side, own_sides
from matcher.policy.practices import RULES as OF_PRACTICES
from matcher.policy.practices import Documented, PracticeAction
from models.account import Role
from models.dossier import Dossier
from models.exchange import ExchangeParticipant, ExchangeState, PartyRole
from models.practice import PracticeState
from tests import builders
from tests.matcher.policy.cast import ALWAYS, TRUSTED, Cast, focal_point, somebody, who_may

E, P = ExchangeAction, PracticeAction
CAST: Cast = ALWAYS | {
    "requester": somebody(Role.PROVIDER, "conagua-mex", "MEX"),
    "its analyst": somebody(Role.ANALYST, "conagua-mex", "MEX"),
    "window": somebody(Role.AGENCY, "amexcid-mex", "MEX"),
    "provider": somebody(Role.AGENCY, "abc-bra", "BRA"),
    "facilitator": somebody(Role.FOCAL_POINT, "paho", None, covers=frozenset({"PRY"})),
    "invited": somebody(Role.PROVIDER, "ande-pry", "PRY"),
    "second": somebody(Role.PROVIDER, "ideam-col", "COL"),
    "focal point of it": focal_point("BRA"),
}
SIDES = (
    (PartyRole.REQUESTER, "conagua-mex", "MEX", True),
    (PartyRole.PROVIDER, "abc-bra", "BRA", True),
    (PartyRole.FACILITATOR, "paho", None, True),
    (PartyRole.SECOND_PROVIDER, "ande-pry", "PRY", False),
    (PartyRole.SECOND_PROVIDER, "ideam-col", "COL", True),
)
MAIN = {"requester", "window", "provider"}
DECIDING = MAIN | {"second"}
SUPERVISING = TRUSTED | {"focal point", "focal point of it", "facilitator"}
INSIDE = DECIDING | SUPERVISING | {"invited"}
MAY = {
    E.OPEN: INSIDE,
    E.ANALYSE: INSIDE | {"analyst", "its analyst"},
    E.CONTACTS: DECIDING | {"facilitator", "clock"},
    E.EDIT: DECIDING | SUPERVISING,
    E.JOIN: {"invited", "clock"},
    E.AGREE: DECIDING | {"clock"},
    E.START: DECIDING | SUPERVISING,
    E.EVALUATE: DECIDING | {"clock"},
    E.STATE: MAIN | {"clock"},
    E.SETTLE: SUPERVISING,
    E.CANCEL: DECIDING | SUPERVISING,
    E.CLOSE: SUPERVISING,
    E.DRAW_PRACTICE: DECIDING | {"clock"},
}


def dossier(state: ExchangeState = ExchangeState.ACCEPTED) -> Dossier:
    sides = [
        ExchangeParticipant(
            exchange="exc-1", position=place, role=role, organization=organization, country=country, accepted=accepted
        )
        for place, (role, organization, country, accepted) in enumerate(SIDES)
    ]
    return Dossier(builders.exchange(state=str(state)), sides)


@pytest.mark.parametrize("action", MAY)
def test_who_may_do_what_with_an_exchange(action: ExchangeAction) -> None:
    assert who_may(CAST, action, dossier()) == MAY[action]


def test_every_action_is_asked_about() -> None:
    assert set(OF_EXCHANGES) == set(E) == set(MAY) | {E.SEE, E.REGISTER}
    assert set(OF_PRACTICES) == set(P)


def test_an_exchange_is_known_to_all_from_its_start_on() -> None:
    known = {state for state in ExchangeState if who_may(CAST, E.SEE, dossier(state)) == set(CAST)}

    assert known == {ExchangeState.RUNNING, ExchangeState.COMPLETED}
    assert who_may(CAST, E.SEE, dossier()) == MAY[E.ANALYSE]


def test_whoever_acts_for_an_organization_registers() -> None:
    nobody = Actor("office@example.org", role=Role.AGENCY)
    readers = {"public", "administrator", "analyst", "its analyst"}

    assert who_may(CAST | {"of no organization": nobody}, E.REGISTER) == set(CAST) - readers


def test_an_agency_speaks_for_its_own_side_first_and_acts_by_the_one_that_decides() -> None:
    both = dossier()
    both.sides[2].country = "BRA"  # a facilitator of the provider's country
    window = somebody(Role.AGENCY, "paho", "BRA")

    assert [one.position for one in own_sides(window, both)] == [2, 1]
    assert acting_side(window, both) is both.sides[1]
    assert acting_side(CAST["stranger"], both) is None


def test_of_two_sides_that_decide_the_one_that_takes_part_acts_and_the_other_is_invited() -> None:
    both = dossier()
    both.sides[1].country = "PRY"
    window = somebody(Role.AGENCY, "ande-pry", "PRY")

    assert acting_side(window, both) is both.sides[1]
    assert invited_side(window, both) is both.sides[3]
    assert invited_side(CAST["provider"], both) is None


def practice(state: PracticeState = PracticeState.DRAFT, *, drawn: bool = False) -> Documented:
    return Documented(builders.practice(state=str(state)), dossier() if drawn else None)


OF_ITS_COUNTRY = TRUSTED | {"focal point", "focal point of it"}


@pytest.mark.parametrize("action", [P.EDIT, P.SUBMIT, P.DELETE])
def test_a_practice_is_written_by_its_organization_and_those_who_decided_on_the_exchange(
    action: PracticeAction,
) -> None:
    assert who_may(CAST, action, practice()) == TRUSTED | {"provider"}
    assert who_may(CAST, action, practice(drawn=True)) == TRUSTED | DECIDING


def test_a_practice_is_published_by_those_who_supervise_its_exchange_or_look_after_its_country() -> None:
    assert who_may(CAST, P.PUBLISH, practice()) == OF_ITS_COUNTRY
    assert who_may(CAST, P.PUBLISH, practice(drawn=True)) == SUPERVISING


def test_an_unpublished_practice_and_any_history_is_for_those_who_work_with_it() -> None:
    working = OF_ITS_COUNTRY | {"provider"}

    for state in (PracticeState.DRAFT, PracticeState.SUBMITTED):
        assert who_may(CAST, P.SEE, practice(state)) == working
    assert who_may(CAST, P.SEE, practice(PracticeState.PUBLISHED)) == set(CAST)
    assert who_may(CAST, P.SEE_HISTORY, practice(PracticeState.PUBLISHED)) == working
    assert practice().id == "pra-1"


def test_a_practice_is_taken_back_by_those_who_write_and_those_who_publish() -> None:
    assert who_may(CAST, P.TAKE_BACK, practice()) == OF_ITS_COUNTRY | {"provider"}
    assert who_may(CAST, P.TAKE_BACK, practice(drawn=True)) == SUPERVISING | DECIDING


def test_the_contact_of_a_practice_is_read_as_it_says_and_always_by_those_who_work_with_it() -> None:
    readers = {"public": set(CAST), "members": set(CAST) - {"public"}, "parties": OF_ITS_COUNTRY | {"provider"}}

    for visibility, may in readers.items():
        written = Documented(builders.practice(state="published", contact_visibility=visibility))
        assert who_may(CAST, P.READ_CONTACT, written) == may


def test_whoever_writes_for_an_organization_translates_what_he_may_read() -> None:
    nobody = {"of no organization": Actor("office@example.org", role=Role.AGENCY)}
    writers = {"requester", "window", "provider", "invited", "second", "stranger"}

    assert who_may(CAST | nobody, P.TRANSLATE, practice(PracticeState.PUBLISHED)) == TRUSTED | writers
    assert who_may(CAST | nobody, P.TRANSLATE, practice()) == TRUSTED | {"provider"}


def test_whoever_writes_a_practice_for_another_goes_on_writing_it() -> None:
    written = Documented(builders.practice(written_by="ande-pry", state="draft"))

    assert who_may(CAST, P.EDIT, written) == TRUSTED | {"provider", "invited"}
    assert who_may(CAST, P.TRANSLATE, written) == TRUSTED | {"provider", "invited"}


def test_a_practice_is_begun_by_those_who_write_for_the_organization() -> None:
    own = builders.organization("conagua-mex", "MEX")

    assert who_may(CAST, P.CREATE, own) == TRUSTED | {"requester"}
