"""Drafts: written, saved again and again, deleted; and posts that are edited after publication."""

from datetime import datetime

from sqlmodel import Session, col, delete, update

from matcher.audit import record
from matcher.editing import Change
from matcher.errors import BadInputError, ConflictError
from matcher.experts.backing import forget_offer
from matcher.intake.kinds import headline
from matcher.policy import Actor, demand
from matcher.policy.posts import NewPost, PostAction, PostCase
from matcher.posting.checking import checked
from matcher.posting.limits import check_room_for_draft
from matcher.posting.moving import begin, change_post
from matcher.posting.references import find_organization
from matcher.posting.visibility import case_of
from models.attachment import Attachment
from models.base import new_identifier
from models.document import DocumentUse
from models.event_delegation import EventPost
from models.offer import Offer, OfferDraft, OfferUpdate
from models.organization import Organization
from models.post import PostState, Visibility
from models.priority import Priority
from models.request import Request, RequestDraft, RequestUpdate
from scoring.text.words import detect_language

USUAL_VISIBILITY = {Request: Visibility.MEMBERS, Offer: Visibility.PUBLIC}
PREFIXES = {Request: "req", Offer: "off"}
SUBSTANCE = frozenset(
    {
        "title",
        "text",
        "sectors",
        "modalities",
        "expected_outcome",
        "with_countries",
        "starts_by",
        "needed_by",
        "practices",
    }
)
"""The fields that say what is asked or offered: readers are told when one of them changes after publication."""


def create_draft(session: Session, actor: Actor, draft: RequestDraft | OfferDraft, *, now: datetime) -> PostCase:
    """Stores a draft, in the name of the actor's organization unless another is given.

    Language, title and visibility are filled in where they are left out. Raises what `demand` raises, BadInputError
    for what cannot be, ConflictError for a known identifier or too many drafts.
    """
    table: type[Request] | type[Offer] = Request if isinstance(draft, RequestDraft) else Offer
    organization = _organization(session, actor, draft.organization)
    demand(actor, PostAction.CREATE, NewPost(table is Request, organization.id, organization.country))
    fields = draft.columns_of(table) | {
        "id": draft.id or new_identifier(PREFIXES[table]),
        "title": draft.title or headline(draft.text),
        "language": draft.language or detect_language(f"{draft.title} {draft.text}")[0],
        "organization": organization.id,
        "posted_by": None if actor.belongs_to(organization.id) else actor.organization,
        "country": _country(organization, draft.country),
        "visibility": draft.visibility or USUAL_VISIBILITY[table],
    }
    columns = checked(session, table, fields, fields, today=now.date())
    check_room_for_draft(session, table, organization.id)
    if session.get(table, columns["id"]) is not None:
        raise ConflictError("id: {id!r} is taken; choose another, or leave it out", id=columns["id"])
    post = table(**columns, state=PostState.DRAFT, created_at=now)
    session.add(post)
    session.flush()
    case = case_of(session, post)
    record(session, f"{case.noun}.created", (case.noun, case.id), now=now, actor=actor.name_in_trail, change={})
    return case


def edit_post(
    session: Session, actor: Actor, case: PostCase, update: RequestUpdate | OfferUpdate, *, version: int, now: datetime
) -> Change:
    """Changes some fields of a draft or a published post; answers the change, empty where nothing differs.

    Raises what `demand` raises, StaleEditError, ConflictError for a post that is neither, BadInputError for what cannot
    be.
    """
    begin(actor, PostAction.EDIT, case, version)
    post, fields = case.post, update.changes()
    changes = checked(session, type(post), fields, post.model_dump() | fields, today=now.date())
    substantial = any(getattr(post, name) != changes[name] for name in SUBSTANCE & changes.keys())
    if post.state == PostState.PUBLISHED and substantial:
        post.revised_at = now
    return change_post(session, actor, case, changes, now=now, action="edited")


def delete_draft(session: Session, actor: Actor, case: PostCase, *, version: int, now: datetime) -> None:
    """Deletes a draft with its attachments; the trail keeps that it was there. Raises as `edit_post` does."""
    begin(actor, PostAction.DELETE, case, version)
    column = Attachment.request if isinstance(case.post, Request) else Attachment.offer
    session.exec(delete(Attachment).where(column == case.id))  # type: ignore[arg-type]
    if isinstance(case.post, Offer):
        session.exec(delete(DocumentUse).where(DocumentUse.offer == case.id))  # type: ignore[arg-type]
        forget_offer(session, case.id)
    brought = EventPost.request if isinstance(case.post, Request) else EventPost.offer
    session.exec(delete(EventPost).where(col(brought) == case.id))
    session.exec(update(Priority).where(col(Priority.request) == case.id).values(request=None))
    session.delete(case.post)
    session.flush()
    record(session, f"{case.noun}.deleted", (case.noun, case.id), now=now, actor=actor.name_in_trail, change={})


def _organization(session: Session, actor: Actor, named: str | None) -> Organization:
    if named is not None:
        return find_organization(session, named, "organization")
    if actor.organization is None:
        demand(actor, PostAction.CREATE, NewPost(asks=True, organization="", country=None))
        raise BadInputError("organization: your account belongs to none; say for which one you post")
    return session.get_one(Organization, actor.organization)


def _country(organization: Organization, given: str | None) -> str | None:
    if given is not None and organization.country is not None and given != organization.country:
        raise BadInputError(
            "country: {id!r} is of {country}, not of {given}",
            id=organization.id,
            country=organization.country,
            given=given,
        )
    return given or organization.country
