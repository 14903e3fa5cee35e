"""Writes applications: an agency begins one for its request or exchange, and changes it while it is a draft."""

from datetime import datetime

from sqlmodel import Session, col, select

from matcher.applications.finding import require_state, the_candidacy
from matcher.applications.partners import add_partners, ask_anew
from matcher.calls.finding import Announced, one_call
from matcher.editing import apply_changes, store_new
from matcher.errors import BadInputError, ConflictError, ForbiddenError
from matcher.exchanges.dossiers import dossier_for
from matcher.policy import Actor, demand
from matcher.policy.applications import ApplicationAction
from matcher.policy.exchanges import ExchangeAction, own_sides
from matcher.policy.posts import PostCase, owns
from matcher.posting.visibility import find_case
from models.application import Application, ApplicationState, Candidacy, candidacies
from models.application_schemas import ApplicationPost, ApplicationUpdate
from models.base import new_identifier
from models.post import PostState
from models.request import Request
from scoring.text.words import detect_language

ENDED = (ApplicationState.DECLINED, ApplicationState.WITHDRAWN)


def begin_application(session: Session, actor: Actor, wanted: ApplicationPost, *, now: datetime) -> Candidacy:
    """A draft to a call with the partners that it names.

    Raises ConflictError for a call that has closed or was archived, and where there is a live application of the same
    to the same call; ForbiddenError for a request or an exchange of others.
    """
    demand(actor, ApplicationAction.CREATE)
    found = one_call(session, actor, wanted.call)
    _require_to_come(found, now)
    _require_own(session, actor, wanted)
    _require_first(session, wanted)
    fields = wanted.model_dump(exclude={"partners", "language"})
    language = wanted.language or detect_language(f"{wanted.title} {wanted.text}")[0] or actor.language
    row = Application(
        **fields,
        id=new_identifier("app"),
        organization=actor.organization or "",
        country=actor.country,
        language=language,
        created_at=now,
    )
    store_new(session, actor, row, "call", "request", "exchange", now=now, action="application.created")
    thing = candidacies(session, [row])[0]
    return add_partners(session, actor, thing, wanted.partners, now=now)


def _require_to_come(found: Announced, now: datetime) -> None:
    call = found.call
    if call.archived_at is not None or (call.closes_on is not None and call.closes_on < now.date()):
        raise ConflictError("call {key!r} takes no more applications", key=call.id)


def _require_own(session: Session, actor: Actor, wanted: ApplicationPost) -> None:
    if wanted.request is not None:
        case: PostCase = find_case(session, actor, Request, wanted.request)
        if not owns(actor, case) and not actor.is_window_of(case.post.country):
            raise ForbiddenError("an application is about a request of your own country")
        if case.post.state not in (PostState.PUBLISHED, PostState.CLOSED):
            raise ConflictError("request {key!r} is not published; an application needs one that is", key=case.id)
    if wanted.exchange is not None:
        dossier = dossier_for(session, actor, wanted.exchange, ExchangeAction.OPEN)
        if not any(one.accepted for one in own_sides(actor, dossier)):
            raise ForbiddenError("an application is about an exchange in which you take part")


def _require_first(session: Session, wanted: ApplicationPost) -> None:
    same = (
        Application.call == wanted.call,
        Application.request == wanted.request,
        Application.exchange == wanted.exchange,
        col(Application.state).not_in(ENDED),
    )
    found = session.exec(select(Application.id).where(*same)).first()
    if found is not None:
        raise ConflictError("there is an application of this to the call already: {key!r}", key=found)


def edit_application(
    session: Session, actor: Actor, key: str, wanted: ApplicationUpdate, *, version: int, now: datetime
) -> Candidacy:
    """Changes a draft; partners that had confirmed are asked anew, for it is no longer what they have read."""
    thing = the_candidacy(session, actor, key, ApplicationAction.EDIT, version=version)
    row = thing.application
    require_state(row, ApplicationState.DRAFT)
    changes = wanted.model_dump(exclude_unset=True)
    if changes.get("amount_asked") is not None and changes.get("currency", row.currency) is None:
        raise BadInputError("an amount needs its currency (ISO 4217)")
    if apply_changes(session, actor, row, changes, now=now, action="application.edited"):
        ask_anew(session, actor, thing, now=now)
    return thing
