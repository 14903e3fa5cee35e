"""The partners of an application: asked while it is a draft, they confirm their part or decline it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session

from matcher.applications.finding import require_state, the_candidacy
from matcher.applications.letters import tell_partners
from matcher.audit import record
from matcher.errors import BadInputError, ConflictError, NotFoundError
from matcher.exchanges.dossiers import the_organization
from matcher.policy import Actor
from matcher.policy.applications import ApplicationAction, own_partners
from models.application import Application, ApplicationPartner, ApplicationState, Candidacy, PartnerAnswer
from models.application_schemas import MOST_PARTNERS, PartnerPost, PartnerReply
from models.base import new_identifier


def invite_partners(
    session: Session, actor: Actor, key: str, wanted: Iterable[PartnerPost], *, version: int, now: datetime
) -> Candidacy:
    """Asks further countries to take part in a draft. Raises ConflictError for one that takes part already."""
    thing = the_candidacy(session, actor, key, ApplicationAction.EDIT, version=version)
    require_state(thing.application, ApplicationState.DRAFT)
    return add_partners(session, actor, thing, wanted, now=now)


def add_partners(
    session: Session, actor: Actor, thing: Candidacy, wanted: Iterable[PartnerPost], *, now: datetime
) -> Candidacy:
    """As `invite_partners` of a draft that the actor may change."""
    known = {one.country: one for one in thing.partners}
    asked: list[ApplicationPartner] = []
    for one in wanted:
        row = _partner(session, thing, one)
        earlier = known.get(row.country)
        if row.country == thing.application.country or (earlier and earlier.answer != PartnerAnswer.DECLINED):
            raise ConflictError("{country} takes part already; a country is named once", country=row.country)
        if earlier is not None:
            session.delete(earlier)
            session.flush()
        known[row.country] = row
        session.add(row)
        asked.append(row)
        _trail(session, actor, "application.partner-invited", row, now=now)
    if len(known) > MOST_PARTNERS:
        raise ConflictError("an application has at most {most} partners", most=MOST_PARTNERS)
    changed = Candidacy(thing.application, thing.call, thing.mechanism, [known[code] for code in sorted(known)])
    if asked:
        _count_edit(session, thing.application)
        tell_partners(session, actor, changed, asked, now=now)
    return changed


def _partner(session: Session, thing: Candidacy, wanted: PartnerPost) -> ApplicationPartner:
    organization = the_organization(session, wanted.organization) if wanted.organization else None
    country = organization.country if organization else wanted.country
    if country is None:
        raise BadInputError("{key!r} is of no country: name the country that takes part", key=wanted.organization)
    return ApplicationPartner(
        id=new_identifier("par"),
        application=thing.id,
        country=country,
        organization=organization.id if organization else None,
        role=wanted.role,
        part=wanted.part,
    )


def remove_partner(session: Session, actor: Actor, key: str, partner: str, *, version: int, now: datetime) -> Candidacy:
    """Takes a partner out of a draft. Raises NotFoundError where there is no such one."""
    thing = the_candidacy(session, actor, key, ApplicationAction.EDIT, version=version)
    require_state(thing.application, ApplicationState.DRAFT)
    row = next((one for one in thing.partners if one.id == partner), None)
    if row is None:
        raise NotFoundError("partner", partner)
    _trail(session, actor, "application.partner-removed", row, now=now)
    session.delete(row)
    _count_edit(session, thing.application)
    rest = [one for one in thing.partners if one is not row]
    return Candidacy(thing.application, thing.call, thing.mechanism, rest)


def answer_as_partner(
    session: Session, actor: Actor, key: str, partner: str, reply: PartnerReply, *, now: datetime
) -> Candidacy:
    """A partner confirms its part, in its own words where it gives some, or declines.

    Raises NotFoundError for a partner of others, ConflictError once the application was handed in.
    """
    thing = the_candidacy(session, actor, key, ApplicationAction.ANSWER)
    row = next((one for one in own_partners(actor, thing) if one.id == partner), None)
    if row is None:
        raise NotFoundError("partner", partner)
    require_state(thing.application, ApplicationState.DRAFT)
    row.answer = PartnerAnswer.CONFIRMED if reply.accept else PartnerAnswer.DECLINED
    row.answered_at = now
    if reply.part is not None:
        row.part = reply.part
    session.add(row)
    _trail(session, actor, f"application.partner-{row.answer}", row, now=now)
    _count_edit(session, thing.application)
    return thing


def ask_anew(session: Session, actor: Actor, thing: Candidacy, *, now: datetime) -> None:
    """Asks the partners again that had confirmed an application as it no longer stands."""
    confirmed = [one for one in thing.partners if one.answer == PartnerAnswer.CONFIRMED]
    for one in confirmed:
        one.answer, one.answered_at = PartnerAnswer.INVITED, None
        session.add(one)
    session.flush()
    tell_partners(session, actor, thing, confirmed, now=now)


def _count_edit(session: Session, row: Application) -> None:
    """Raises the version of an application of which something beside its own row changed."""
    flag_modified(row, "title")
    session.add(row)
    session.flush()


def _trail(session: Session, actor: Actor, action: str, row: ApplicationPartner, *, now: datetime) -> None:
    change = {"partner": [None, row.organization or row.country], "role": [None, row.role]}
    record(session, action, ("application", row.application), now=now, actor=actor.name_in_trail, change=change)
