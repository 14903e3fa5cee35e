"""Adds organizations, once each, and edits them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from matcher.editing import apply_changes, check_version, store_new
from matcher.errors import BadInputError, ConflictError
from matcher.organizations.finding import one_organization
from matcher.organizations.register import names_known
from matcher.policy import Actor, demand
from matcher.policy.services import ServiceAction
from models.base import new_identifier
from models.checks import check_territory
from models.errors import UnfitError
from models.organization import MergedOrganization, Organization, OrganizationPost, OrganizationUpdate
from scoring.names import Likeness

ALIKE = 83.0
"""Likeness (0..100) of names from which an organization is taken for one that is there already."""
OPTIONAL = frozenset({"acronym", "website", "contact"})
CLASSIFYING = frozenset({"kind", "country", "territory"})


def alike(session: Session, names: Sequence[str], *, limit: int = 5) -> list[Likeness]:
    """The organizations whose names resemble one of some names, the likeliest first, each once."""
    register = names_known(session)
    best: dict[str, Likeness] = {}
    for name in names:
        for one in register.search(name, limit):
            if one.id not in best or best[one.id].score < one.score:
                best[one.id] = one
    return sorted(best.values(), key=lambda one: (-one.score, one.id))[:limit]


def add_organization(
    session: Session, actor: Actor, wanted: OrganizationPost, *, now: datetime, force: bool = False
) -> Organization:
    """A new organization. Raises ConflictError where its identifier is taken, or where a name of it is much like one
    that is known, unless `force`."""
    demand(actor, ServiceAction.CREATE_ORGANIZATION)
    key = wanted.id or new_identifier("org")
    if session.get(Organization, key) or session.get(MergedOrganization, key):
        raise ConflictError("there is an organization {key!r} already, or there was one that was merged", key=key)
    if not force:
        _refuse_known(session, wanted)
    row = Organization(**(wanted.model_dump() | {"id": key, "aliases": _tidy(wanted.aliases)}))
    store_new(session, actor, row, "name", "country", "kind", now=now, action="organization.created")
    return row


def _refuse_known(session: Session, wanted: OrganizationPost) -> None:
    """Names of different countries may be the same word for word: there are many ministries of health."""
    likely = [one for one in alike(session, [wanted.name, *wanted.aliases]) if one.score >= ALIKE]
    known = [(one, session.get_one(Organization, one.id)) for one in likely]
    near = [(one, row) for one, row in known if wanted.country is None or row.country in (None, wanted.country)]
    if near:
        named = ", ".join(f"{row.name!r} ({row.id})" for _, row in near)
        raise ConflictError(
            "{name!r} is much like {named}; take that one, or send force=true if it is another",
            name=wanted.name,
            named=named,
        )


def edit_organization(
    session: Session, actor: Actor, key: str, changes: OrganizationUpdate, *, version: int, now: datetime
) -> Organization:
    """Changes some fields. Raises StaleEditError where somebody was faster."""
    row = one_organization(session, actor, key)
    demand(actor, ServiceAction.EDIT_ORGANIZATION, row)
    wanted = changes.model_dump(exclude_unset=True)
    if CLASSIFYING & wanted.keys():
        demand(actor, ServiceAction.CLASSIFY_ORGANIZATION, row)
    check_version(row, "organization", key, version)
    _check_place(row, wanted)
    apply_changes(session, actor, row, _as_stored(wanted), now=now, action="organization.updated")
    return row


def _check_place(row: Organization, wanted: dict[str, Any]) -> None:
    """Raises BadInputError where the territory would lie in another country."""
    try:
        check_territory(wanted.get("territory", row.territory), wanted.get("country", row.country))
    except UnfitError as error:
        raise BadInputError("territory: {said}", said=error.message) from None


def _as_stored(wanted: dict[str, Any]) -> dict[str, Any]:
    """An empty text removes what may be missing."""
    if wanted.get("name") == "":
        raise BadInputError("name: an organization has a name")
    stored = {name: None if name in OPTIONAL and value == "" else value for name, value in wanted.items()}
    return stored | ({"aliases": _tidy(wanted["aliases"])} if "aliases" in wanted else {})


def _tidy(aliases: list[str]) -> list[str]:
    """Each name once, without blanks around it."""
    return list(dict.fromkeys(one.strip() for one in aliases if one.strip()))
