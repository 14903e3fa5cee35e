"""Where an administrator begins: what waits for him, and whether the service is well."""

from dataclasses import dataclass

from fastapi import Response

from api.dependencies import CurrentSettings, ReadSession, Shelf
from api.pages.administration.frame import router_at
from api.pages.administration.well import machine_of
from api.pages.visits import CurrentVisit
from matcher.administration.health import Condition, Finding, health, worst
from matcher.administration.waiting import Waiting, waiting

PAGE = "administration/overview.html"

router = router_at("")


@dataclass(frozen=True)
class OverviewPage:
    """What waits, the findings that are not good, and how the service is at its worst."""

    waiting: Waiting
    findings: list[Finding]
    condition: Condition


@router.get("")
def show(visit: CurrentVisit, session: ReadSession, settings: CurrentSettings, shelf: Shelf) -> Response:
    """Everything that waits, at a glance."""
    waits = waiting(session, visit.actor, now=visit.now)
    findings = health(session, visit.actor, machine_of(settings, shelf), now=visit.now)
    troubles = [one for one in findings if one.condition != Condition.GOOD]
    return visit.page(PAGE, OverviewPage(waits, troubles, worst(findings)))
