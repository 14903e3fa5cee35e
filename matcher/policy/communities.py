"""Who may do what in communities. The thing is a circle: a community with its members; of a contribution, what it says
and where.

Members take part by their organization; a country that is a member as such takes part by its cooperation agency. Those
moderate who run the community (its own organization, its coordinator and its secretariat), the focal points of its
countries, and administrators.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from matcher.policy.actor import Actor
from matcher.policy.permission import Permission, Rules, administrators, anybody
from models.account import Role
from models.api_token import Scope
from models.community import Readers
from models.contribution import Contribution
from models.membership import Circle

SPEAKING = (Role.AGENCY, Role.PROVIDER, Role.FOCAL_POINT)
"""The roles that speak for their organization."""
TIME_TO_EDIT = timedelta(minutes=30)


class CommunityAction(StrEnum):
    """What can be done with a community. READ and ASK are about its questions, APPOINT about who runs it."""

    SEE = "community.see"
    CREATE = "new_community.create"
    EDIT = "community.edit"
    APPOINT = "community.appoint"
    ARCHIVE = "community.archive"
    READ = "community.read"
    ASK = "community.ask"


class ContributionAction(StrEnum):
    """What can be done with a question or an answer."""

    SEE = "contribution.see"
    ANSWER = "contribution.answer"
    EDIT = "contribution.edit"
    REPORT = "contribution.report"
    MODERATE = "contribution.moderate"


@dataclass(frozen=True)
class Remark:
    """A contribution in its circle at a moment; `hidden` where it, or the question that it answers, is hidden."""

    contribution: Contribution
    circle: Circle
    now: datetime
    hidden: bool = False
    closed: bool = False

    noun = "contribution"

    @property
    def id(self) -> str:
        """The contribution's identifier."""
        return self.contribution.id


def takes_part(actor: Actor, circle: Circle) -> bool:
    """Whether an account speaks for a member, or for those who run the community."""
    if not actor.has_role(*SPEAKING):
        return False
    own = actor.organization in circle.organizations | circle.stewards
    return own or any(actor.is_window_of(one) for one in circle.countries)


def moderates(actor: Actor, circle: Circle) -> bool:
    """Whether an account keeps order in a community."""
    runs = actor.has_role(*SPEAKING) and actor.organization in circle.stewards
    return runs or actor.administers or actor.looks_after(*circle.places)


def reads(actor: Actor, circle: Circle) -> bool:
    """Whether somebody reads the questions and answers of a community."""
    return circle.community.readers == Readers.PUBLIC or _speaks(actor, circle)


def _speaks(actor: Actor, circle: Circle) -> bool:
    return takes_part(actor, circle) or moderates(actor, circle)


def _archives(actor: Actor, circle: Circle) -> bool:
    """Those who run it, and administrators."""
    return actor.administers or (actor.has_role(*SPEAKING) and actor.organization in circle.stewards)


def _asks(actor: Actor, circle: Circle) -> bool:
    return circle.community.archived_at is None and _speaks(actor, circle)


def _sees(actor: Actor, remark: Remark) -> bool:
    return reads(actor, remark.circle) and (not remark.hidden or _keeps_sight(actor, remark))


def _keeps_sight(actor: Actor, remark: Remark) -> bool:
    """Those who moderate see what is hidden, and its author that it is."""
    return moderates(actor, remark.circle) or _wrote(actor, remark)


def _wrote(actor: Actor, remark: Remark) -> bool:
    return actor.email is not None and actor.email == remark.contribution.account


def _answers(actor: Actor, remark: Remark) -> bool:
    is_question = remark.contribution.question is None
    return is_question and not remark.hidden and not remark.closed and _asks(actor, remark.circle)


def _edits(actor: Actor, remark: Remark) -> bool:
    in_time = remark.now - remark.contribution.at <= TIME_TO_EDIT
    return _wrote(actor, remark) and in_time and not remark.hidden and _speaks(actor, remark.circle)


def _reports(actor: Actor, remark: Remark) -> bool:
    return not remark.hidden and not _wrote(actor, remark) and _speaks(actor, remark.circle)


def _moderates(actor: Actor, remark: Remark) -> bool:
    return moderates(actor, remark.circle)


RULES: Rules = {
    CommunityAction.SEE: Permission(Scope.READ, anybody),
    CommunityAction.CREATE: Permission(Scope.ADMINISTER, administrators),
    CommunityAction.EDIT: Permission(Scope.WRITE, moderates),
    CommunityAction.APPOINT: Permission(Scope.ADMINISTER, administrators),
    CommunityAction.ARCHIVE: Permission(Scope.WRITE, _archives),
    CommunityAction.READ: Permission(Scope.READ, reads),
    CommunityAction.ASK: Permission(Scope.WRITE, _asks),
    ContributionAction.SEE: Permission(Scope.READ, _sees),
    ContributionAction.ANSWER: Permission(Scope.WRITE, _answers),
    ContributionAction.EDIT: Permission(Scope.WRITE, _edits),
    ContributionAction.REPORT: Permission(Scope.WRITE, _reports),
    ContributionAction.MODERATE: Permission(Scope.WRITE, _moderates),
}
