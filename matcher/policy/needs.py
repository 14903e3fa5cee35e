"""Who may answer whether a need was met. The thing is the request."""

from enum import StrEnum

from matcher.policy.actor import Actor
from matcher.policy.permission import Permission, Rules
from models.account import Role
from models.api_token import Scope
from models.request import Request


class NeedAction(StrEnum):
    """What can be done with the question."""

    SEE = "need.see"
    ANSWER = "need.answer"


def _asked(actor: Actor, request: Request) -> bool:
    own = actor.has_role(Role.AGENCY, Role.PROVIDER) and actor.belongs_to(request.organization)
    return own or actor.is_window_of(request.country)


def _follows(actor: Actor, request: Request) -> bool:
    return _asked(actor, request) or actor.administers or actor.looks_after(request.country)


RULES: Rules = {
    NeedAction.SEE: Permission(Scope.READ, _follows),
    NeedAction.ANSWER: Permission(Scope.WRITE, _asked),
}
