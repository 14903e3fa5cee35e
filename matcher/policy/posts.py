"""Who may do what with requests and offers, in which state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from matcher.policy.actor import Actor
from matcher.policy.permission import Permission, Rules, administrators
from models.account import Role
from models.api_token import Scope
from models.offer import Offer
from models.post import PostState, Visibility
from models.request import Request


class PostAction(StrEnum):
    """What can be done with a post."""

    SEE = "post.see"
    SEE_INSIDE = "post.see_inside"
    CREATE = "new_post.create"
    EDIT = "post.edit"
    DELETE = "post.delete"
    SUBMIT = "post.submit"
    RECALL = "post.recall"
    PUBLISH = "post.publish"
    PUBLISH_OWN = "post.publish_own"
    AGREE = "post.agree"
    OBJECT = "post.object"
    WITHDRAW = "post.withdraw"
    REDRAFT = "post.redraft"
    CLOSE = "post.close"
    REOPEN = "post.reopen"
    RENEW = "post.renew"
    IMPORT = "posts.import"
    TRUST = "trust.grant"


@dataclass(frozen=True)
class NewPost:
    """A post that somebody is about to write: for which organization, of which country."""

    asks: bool
    organization: str
    country: str | None


@dataclass(frozen=True)
class PostCase:
    """A post with what decides who may do what with it.

    `partners` are the organizations on the other side of its live introductions; `trusted` tells that its organization
    publishes without a time to object, `window_first` that the window of its country is asked before anybody else.
    """

    post: Request | Offer
    partners: frozenset[str] = field(default=frozenset())
    trusted: bool = False
    window_first: bool = False

    @property
    def noun(self) -> str:
        """Request or offer."""
        return type(self.post).__name__.lower()

    @property
    def id(self) -> str:
        """The identifier of the post."""
        return self.post.id

    @property
    def countries(self) -> tuple[str | None, ...]:
        """The countries that ask or offer, the first one first."""
        return (self.post.country, *self.joined)

    @property
    def joined(self) -> tuple[str, ...]:
        """The further countries of a joint request."""
        return tuple(self.post.with_countries) if isinstance(self.post, Request) else ()

    @property
    def waits_for_window(self) -> bool:
        """Whether the window of its country has still to say its word before it can be published."""
        spoken = self.post.state == PostState.SUBMITTED and self.post.window_until is None
        return self.window_first and not spoken


AUTHORS = (Role.AGENCY, Role.PROVIDER)
"""The roles that post for their organization."""


def writes(actor: Actor, thing: object) -> bool:  # noqa: ARG001
    """Whoever may post at all."""
    return actor.has_role(*AUTHORS) or actor.administers


def creates(actor: Actor, new: NewPost) -> bool:
    """Agencies post for themselves and the organizations of their country, providers offer what they know."""
    own = actor.belongs_to(new.organization)
    if actor.has_role(Role.PROVIDER):
        return own and not new.asks
    return actor.administers or (actor.has_role(Role.AGENCY) and own) or actor.is_window_of(new.country)


def owns(actor: Actor, case: PostCase) -> bool:
    """The organization whose post it is, the one that wrote it on its behalf, and all agencies of a joint request."""
    mine = actor.belongs_to(case.post.organization) or actor.belongs_to(case.post.posted_by)
    together = bool(case.joined) and any(actor.is_window_of(one) for one in case.countries)
    return (actor.has_role(*AUTHORS) and mine) or together or actor.administers


def reviews(actor: Actor, case: PostCase) -> bool:
    """The focal points of its countries."""
    return actor.looks_after(*case.countries) or actor.administers


def publishes(actor: Actor, case: PostCase) -> bool:
    """Who reviews it, once the window of its country has been heard."""
    return reviews(actor, case) and not case.waits_for_window


def agrees(actor: Actor, case: PostCase) -> bool:
    """The window that may be asked about a post of one of its territories."""
    return actor.is_window_of(case.post.country) or actor.administers


def sees_inside(actor: Actor, case: PostCase) -> bool:
    """Its owners; once it is submitted also its countries' agencies and focal points."""
    if owns(actor, case):
        return True
    windows = any(actor.is_window_of(one) for one in case.countries)
    return case.post.state != PostState.DRAFT and (windows or reviews(actor, case))


def sees(actor: Actor, case: PostCase) -> bool:
    """Whoever sees it inside; a published one also those whom its visibility admits, and partners."""
    if sees_inside(actor, case):
        return True
    if case.post.state == PostState.PUBLISHED and admits(actor, case.post.visibility):
        return True
    met = case.post.state in (PostState.PUBLISHED, PostState.CLOSED)
    return met and actor.has_role(*AUTHORS) and actor.organization in case.partners


def admits(actor: Actor, visibility: str) -> bool:
    """Whether a visibility admits an actor, whoever that is."""
    return visibility == Visibility.PUBLIC or (visibility == Visibility.MEMBERS and actor.signed_in)


def publishes_own(actor: Actor, case: PostCase) -> bool:
    """The owners of a post of a trusted organization, and administrators; not before a window that is to be asked."""
    return not case.waits_for_window and (actor.administers or (case.trusted and owns(actor, case)))


RULES: Rules = {
    PostAction.SEE: Permission(Scope.READ, sees),
    PostAction.SEE_INSIDE: Permission(Scope.READ, sees_inside),
    PostAction.CREATE: Permission(Scope.WRITE, creates),
    PostAction.EDIT: Permission(Scope.WRITE, owns),
    PostAction.DELETE: Permission(Scope.WRITE, owns),
    PostAction.SUBMIT: Permission(Scope.WRITE, owns),
    PostAction.RECALL: Permission(Scope.WRITE, owns),
    PostAction.PUBLISH: Permission(Scope.REVIEW, publishes),
    PostAction.PUBLISH_OWN: Permission(Scope.WRITE, publishes_own),
    PostAction.AGREE: Permission(Scope.WRITE, agrees),
    PostAction.OBJECT: Permission(Scope.REVIEW, reviews),
    PostAction.WITHDRAW: Permission(Scope.WRITE, owns),
    PostAction.REDRAFT: Permission(Scope.WRITE, owns),
    PostAction.CLOSE: Permission(Scope.WRITE, owns),
    PostAction.REOPEN: Permission(Scope.WRITE, owns),
    PostAction.RENEW: Permission(Scope.WRITE, owns),
    PostAction.IMPORT: Permission(Scope.WRITE, writes),
    PostAction.TRUST: Permission(Scope.ADMINISTER, administrators),
}

IN_STATE: Mapping[PostAction, frozenset[PostState]] = {
    PostAction.EDIT: frozenset({PostState.DRAFT, PostState.PUBLISHED}),
    PostAction.DELETE: frozenset({PostState.DRAFT}),
    PostAction.SUBMIT: frozenset({PostState.DRAFT}),
    PostAction.RECALL: frozenset({PostState.SUBMITTED}),
    PostAction.PUBLISH: frozenset({PostState.SUBMITTED}),
    PostAction.PUBLISH_OWN: frozenset({PostState.DRAFT, PostState.SUBMITTED}),
    PostAction.AGREE: frozenset({PostState.SUBMITTED}),
    PostAction.OBJECT: frozenset({PostState.SUBMITTED}),
    PostAction.WITHDRAW: frozenset({PostState.DRAFT, PostState.SUBMITTED, PostState.PUBLISHED}),
    PostAction.REDRAFT: frozenset({PostState.WITHDRAWN}),
    PostAction.CLOSE: frozenset({PostState.PUBLISHED}),
    PostAction.REOPEN: frozenset({PostState.CLOSED}),
    PostAction.RENEW: frozenset({PostState.PUBLISHED}),
}
"""In which states of a post an action makes sense."""
