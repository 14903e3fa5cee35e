"""The page of health: each part of the service, how it is and what to do."""

from dataclasses import dataclass
from pathlib import Path

from fastapi import Response

from api.dependencies import CurrentSettings, ReadSession, Shelf
from api.pages.administration.frame import router_at
from api.pages.visits import CurrentVisit
from api.settings import Settings
from matcher.administration.health import Condition, Finding, Machine, health, worst
from matcher.matching.shelf import IndexShelf

PAGE = "administration/health.html"

router = router_at("/health")


@dataclass(frozen=True)
class HealthPage:
    """The findings, and the worst condition among them."""

    findings: list[Finding]
    condition: Condition


@router.get("")
def show(visit: CurrentVisit, session: ReadSession, settings: CurrentSettings, shelf: Shelf) -> Response:
    """How the service is."""
    findings = health(session, visit.actor, machine_of(settings, shelf), now=visit.now)
    return visit.page(PAGE, HealthPage(findings, worst(findings)))


def machine_of(settings: Settings, shelf: IndexShelf) -> Machine:
    """What this process knows of itself; no address and no secret."""
    folders = {"attachments": settings.files}
    url = settings.engine.url
    if url.get_backend_name() == "sqlite" and url.database:
        folders = {"database": Path(url.database).parent} | folders
    if settings.smtp_url is None:
        folders["mails"] = settings.outbox
    return Machine(settings.engine, folders, mails_leave=settings.smtp_url is not None, index=shelf.standing)
