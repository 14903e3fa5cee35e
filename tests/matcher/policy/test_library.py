"""Who may do what with a document of the library, as tables."""

import pytest

from matcher.policy.library import RULES, DocumentAction, Shelved
from models.account import Role
from models.document import Document
from models.dossier import Dossier
from models.exchange import ExchangeParticipant, PartyRole
from tests import builders
from tests.builders import POSTED
from tests.matcher.policy.cast import ALWAYS, TRUSTED, Cast, focal_point, somebody, who_may

A = DocumentAction
CAST: Cast = ALWAYS | {
    "giver": somebody(Role.PROVIDER, "sabesp-bra", "BRA"),
    "giver's agency": somebody(Role.AGENCY, "sabesp-bra"),
    "giver's focal point": somebody(Role.FOCAL_POINT, "sabesp-bra", covers=frozenset({"CUB"})),
    "giver's analyst": somebody(Role.ANALYST, "sabesp-bra", "BRA"),
    "agency of its country": somebody(Role.AGENCY, "abc-bra", "BRA"),
    "focal point of its country": focal_point("BRA"),
    "learner": somebody(Role.PROVIDER, "conagua-mex", "MEX"),
    "learner's analyst": somebody(Role.ANALYST, "conagua-mex", "MEX"),
    "learner's window": somebody(Role.AGENCY, "amexcid-mex", "MEX"),
    "focal point of the learner": focal_point("MEX"),
}
KEEPING = TRUSTED | {"giver", "giver's agency", "giver's focal point"}
ITS_PEOPLE = KEEPING | {"giver's analyst"}
EVERYBODY = set(CAST)
FOCAL = {"focal point", "focal point of its country"}
LEARNERS = {"learner", "learner's window", "focal point of the learner", "focal point"}


def shelved(visibility: str = "public", *, used: bool = False) -> Shelved:
    """A Brazilian document; one that is used speaks for an exchange in which Mexico learns from Chile's university."""
    row = Document(id="doc-1", title="Guia", kind="guide", language="pt", organization="sabesp-bra", country="BRA")
    row.visibility, row.added_at = visibility, POSTED
    side = {"exchange": "exc-1", "position": 0, "role": PartyRole.REQUESTER, "accepted": True}
    learning = ExchangeParticipant(organization="conagua-mex", country="MEX", **side)
    return Shelved(row, [Dossier(builders.exchange(), [learning])] if used else [])


@pytest.mark.parametrize(
    ("visibility", "seen_by", "and_where_used"),
    [
        ("public", EVERYBODY, set()),
        ("members", EVERYBODY - {"public"}, set()),
        ("parties", ITS_PEOPLE, LEARNERS),
    ],
)
def test_a_document_is_read_by_whom_it_admits_its_organization_and_who_takes_part_where_it_is_used(
    visibility: str, seen_by: set[str], and_where_used: set[str]
) -> None:
    assert who_may(CAST, A.SEE, shelved(visibility)) == seen_by
    assert who_may(CAST, A.SEE, shelved(visibility, used=True)) == seen_by | and_where_used


def test_documents_are_given_by_those_who_speak_for_an_organization() -> None:
    assert who_may(CAST, A.CREATE, builders.organization("sabesp-bra")) == KEEPING


@pytest.mark.parametrize("visibility", ["public", "members", "parties"])
def test_a_document_is_changed_by_those_who_gave_it(visibility: str) -> None:
    assert who_may(CAST, A.EDIT, shelved(visibility, used=True)) == KEEPING


def test_a_focal_point_of_its_country_takes_away_what_he_can_read() -> None:
    assert who_may(CAST, A.REMOVE, shelved()) == KEEPING | FOCAL
    assert who_may(CAST, A.REMOVE, shelved("members")) == KEEPING | FOCAL
    assert who_may(CAST, A.REMOVE, shelved("parties")) == KEEPING
    assert who_may(CAST, A.REMOVE, shelved("parties", used=True)) == KEEPING | {"focal point"}


def test_a_document_is_named_by_its_own_identifier() -> None:
    assert shelved().id == "doc-1"
    assert Shelved(shelved().document).dossiers == ()


def test_every_action_is_asked_about() -> None:
    assert set(RULES) == set(A)
