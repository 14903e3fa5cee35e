"""Who may do what with organizations, mechanisms, calls, countries, webhooks, the feed, and the running of it all."""

from enum import StrEnum

from matcher.policy.actor import Actor
from matcher.policy.permission import Permission, Rules, administrators, anybody
from models.account import Role
from models.api_token import Scope
from models.organization import Organization
from models.webhook import Webhook


class ServiceAction(StrEnum):
    """What can be done."""

    SEE_ORGANIZATION = "organization.see"
    SEE_CONTACT = "organization.see-contact"
    SEE_ORGANIZATION_HISTORY = "organization.see-history"
    CREATE_ORGANIZATION = "organization.create"
    EDIT_ORGANIZATION = "organization.edit"
    CLASSIFY_ORGANIZATION = "organization.classify"
    MERGE_ORGANIZATION = "organization.merge"
    SEE_MECHANISM = "mechanism.see"
    SEE_CALL = "call.see"
    SEE_COUNTRY = "country.see"
    SEE_NETWORK = "network.see"
    SEE_DEMAND = "demand.see"
    SEE_REPORT = "report.see"
    SEE_FEED = "feed.see"
    SEE_EVENTS = "webhook_event.see"
    SEE_WEBHOOK = "webhook.see"
    CREATE_WEBHOOK = "webhook.create"
    EDIT_WEBHOOK = "webhook.edit"
    SEE_ADDRESSES = "trail.see-addresses"
    REPORT_BOUNCE = "bounce.report"
    SEE_ADMINISTRATION = "administration.see"
    SEE_TRAIL = "trail.see"
    SEE_WEIGHTS = "weights.see"
    DECIDE_WEIGHTS = "weights.decide"


def _its_people(actor: Actor, organization: Organization) -> bool:
    """Its members, the focal points of its country and administrators."""
    return actor.belongs_to(organization.id) or actor.looks_after(organization.country) or actor.administers


def _its_editors(actor: Actor, organization: Organization) -> bool:
    """Members who post in its name, and administrators."""
    return actor.administers or (actor.belongs_to(organization.id) and actor.role != Role.ANALYST)


def _registrars(actor: Actor, thing: object) -> bool:  # noqa: ARG001
    """Those who keep the register of organizations."""
    return actor.administers or actor.has_role(Role.FOCAL_POINT)


def _analysing(actor: Actor, thing: object) -> bool:  # noqa: ARG001
    """Analysts, focal points and administrators."""
    return actor.administers or actor.has_role(Role.ANALYST, Role.FOCAL_POINT)


def _owners(actor: Actor, webhook: Webhook) -> bool:
    """The account that made it, and administrators."""
    return actor.administers or (actor.email is not None and actor.email == webhook.account)


def _may_listen(actor: Actor, thing: object) -> bool:  # noqa: ARG001
    """Accounts of an organization, and administrators; analysts read, they are not told."""
    return actor.administers or (actor.organization is not None and not actor.has_role(Role.ANALYST))


RULES: Rules = {
    ServiceAction.SEE_ORGANIZATION: Permission(Scope.READ, anybody),
    ServiceAction.SEE_CONTACT: Permission(Scope.READ, _its_people),
    ServiceAction.SEE_ORGANIZATION_HISTORY: Permission(Scope.READ, _its_people),
    ServiceAction.CREATE_ORGANIZATION: Permission(Scope.WRITE, _registrars),
    ServiceAction.EDIT_ORGANIZATION: Permission(Scope.WRITE, _its_editors),
    ServiceAction.CLASSIFY_ORGANIZATION: Permission(Scope.ADMINISTER, administrators),
    ServiceAction.MERGE_ORGANIZATION: Permission(Scope.ADMINISTER, administrators),
    ServiceAction.SEE_MECHANISM: Permission(Scope.READ, anybody),
    ServiceAction.SEE_CALL: Permission(Scope.READ, anybody),
    ServiceAction.SEE_COUNTRY: Permission(Scope.READ, anybody),
    ServiceAction.SEE_NETWORK: Permission(Scope.READ, anybody),
    ServiceAction.SEE_DEMAND: Permission(Scope.READ, _analysing),
    ServiceAction.SEE_REPORT: Permission(Scope.READ, anybody),
    ServiceAction.SEE_FEED: Permission(Scope.READ, anybody),
    ServiceAction.SEE_EVENTS: Permission(Scope.READ, anybody),
    ServiceAction.SEE_WEBHOOK: Permission(Scope.READ, _owners),
    ServiceAction.CREATE_WEBHOOK: Permission(Scope.WRITE, _may_listen),
    ServiceAction.EDIT_WEBHOOK: Permission(Scope.WRITE, _owners),
    ServiceAction.SEE_ADDRESSES: Permission(Scope.ADMINISTER, administrators),
    ServiceAction.REPORT_BOUNCE: Permission(Scope.ADMINISTER, administrators),
    ServiceAction.SEE_ADMINISTRATION: Permission(Scope.ADMINISTER, administrators),
    ServiceAction.SEE_TRAIL: Permission(Scope.ADMINISTER, administrators),
    ServiceAction.SEE_WEIGHTS: Permission(Scope.ADMINISTER, administrators),
    ServiceAction.DECIDE_WEIGHTS: Permission(Scope.ADMINISTER, administrators),
}
