"""Who may do what with projects of several countries."""

from enum import StrEnum

from matcher.policy.actor import Actor
from matcher.policy.library import GIVING
from matcher.policy.permission import Permission, Rules, anybody
from models.account import Role
from models.api_token import Scope
from models.organization import Organization
from models.project import Project


class ProjectAction(StrEnum):
    """What can be done."""

    SEE = "project.see"
    CREATE = "new_project.create"
    EDIT = "project.edit"


def _begins(actor: Actor, organization: Organization) -> bool:
    """Whoever speaks for the organization that will run it, and administrators."""
    return actor.administers or (actor.has_role(*GIVING) and actor.belongs_to(organization.id))


def _runs(actor: Actor, project: Project) -> bool:
    """Those who run it, the focal points of its countries, and administrators."""
    own = actor.belongs_to(project.organization) and not actor.has_role(Role.ANALYST)
    return own or actor.looks_after(*project.countries) or actor.administers


RULES: Rules = {
    ProjectAction.SEE: Permission(Scope.READ, anybody),
    ProjectAction.CREATE: Permission(Scope.WRITE, _begins),
    ProjectAction.EDIT: Permission(Scope.WRITE, _runs),
}
"""Everybody sees them; those change them who run them."""
