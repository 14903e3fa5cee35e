"""Who may do what with the rule of a country, the priorities of its territories, and projects, as tables."""

import pytest

from matcher.policy.projects import RULES as OF_PROJECTS
from matcher.policy.projects import ProjectAction
from matcher.policy.territories import RULES as OF_TERRITORIES
from matcher.policy.territories import PriorityAction, Territory, TerritoryAction
from models.account import Role
from models.priority import Priority
from tests import builders
from tests.matcher.policy.cast import ALWAYS, TRUSTED, Cast, focal_point, somebody, who_may

T, P, J = TerritoryAction, PriorityAction, ProjectAction
CAST: Cast = ALWAYS | {
    "city": somebody(Role.AGENCY, "medellin-col", "COL", territorial=True),
    "city's provider": somebody(Role.PROVIDER, "medellin-col", "COL", territorial=True),
    "city's focal point": somebody(Role.FOCAL_POINT, "medellin-col", "COL", covers=frozenset({"CUB"})),
    "city's analyst": somebody(Role.ANALYST, "medellin-col", "COL"),
    "other city": somebody(Role.AGENCY, "cali-col", "COL", territorial=True),
    "window": somebody(Role.AGENCY, "apc-col", "COL"),
    "provider of the country": somebody(Role.PROVIDER, "ideam-col", "COL"),
    "focal point of it": focal_point("COL"),
}
EVERYBODY = set(CAST)
NATIONAL = TRUSTED | {"window", "focal point", "focal point of it"}


def territory(country: str | None = "COL", priority: Priority | None = None) -> Territory:
    return Territory(builders.organization("medellin-col", country), priority)


def test_the_rule_of_a_country_is_read_by_everybody_and_set_by_its_window_and_focal_points() -> None:
    assert who_may(CAST, T.SEE, "COL") == EVERYBODY
    assert who_may(CAST, T.RULE, "COL") == NATIONAL
    assert who_may(CAST, T.RULE, "CHL") == TRUSTED | {"stranger", "focal point"}


def test_priorities_are_read_by_everybody_and_stated_by_the_territory_its_window_and_focal_points() -> None:
    assert who_may(CAST, P.SEE, territory()) == EVERYBODY
    assert who_may(CAST, P.STATE, territory()) == NATIONAL | {"city", "city's provider"}
    assert who_may(CAST, P.STATE, territory(None)) == TRUSTED | {"city", "city's provider"}


def test_a_priority_becomes_a_request_by_who_may_write_one_for_the_territory() -> None:
    assert who_may(CAST, P.REQUEST, territory()) == TRUSTED | {"city", "window"}
    assert who_may(CAST, P.REQUEST, territory(None)) == TRUSTED | {"city"}


def test_a_territory_is_named_by_the_priority_that_is_spoken_of() -> None:
    spoken_of = territory(priority=builders.priority("pri-3"))

    assert (territory().id, territory().noun) == ("medellin-col", "organization")
    assert (spoken_of.id, spoken_of.noun) == ("pri-3", "priority")


PROJECTS: Cast = ALWAYS | {
    "runner": somebody(Role.PROVIDER, "paho"),
    "runner's agency": somebody(Role.AGENCY, "paho"),
    "runner's focal point": somebody(Role.FOCAL_POINT, "paho", covers=frozenset({"CUB"})),
    "runner's analyst": somebody(Role.ANALYST, "paho"),
    "agency of a country": somebody(Role.AGENCY, "abc-bra", "BRA"),
    "focal point of the last country": focal_point("PER"),
}
RUNNING = TRUSTED | {"runner", "runner's agency", "runner's focal point"}


@pytest.mark.parametrize(
    ("action", "may"),
    [
        (J.SEE, set(PROJECTS)),
        (J.EDIT, RUNNING | {"focal point", "focal point of the last country"}),
    ],
)
def test_a_project_is_seen_by_everybody_and_changed_by_who_runs_it_and_its_focal_points(
    action: ProjectAction, may: set[str]
) -> None:
    assert who_may(PROJECTS, action, builders.project()) == may


def test_a_project_is_begun_by_those_who_speak_for_the_organization_that_runs_it() -> None:
    assert who_may(PROJECTS, J.CREATE, builders.organization("paho", None)) == RUNNING


def test_every_action_is_asked_about() -> None:
    assert set(OF_TERRITORIES) == set(T) | set(P)
    assert set(OF_PROJECTS) == set(J)
