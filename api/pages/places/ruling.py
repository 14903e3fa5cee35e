"""A country says what its window does before a post of one of its territories is published."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages.communities.opened import done_of
from api.pages.form_pages import Again, Sent, form_pages
from api.pages.forms import Form
from api.pages.visits import CurrentVisit, Visit
from matcher.cursors import Part
from matcher.organizations.finding import OrganizationFilter, organizations
from matcher.policy import may
from matcher.policy.territories import TerritoryAction
from matcher.territories.ruling import rule_of, set_rule
from models import taxonomy
from models.organization import OrganizationKind
from models.window_rule import WindowRulePublic, WindowRuleUpdate

HERE = "/countries/{code}/territories"
SHOWN = 100

router = form_pages()
SentForm = Annotated[Sent, Depends()]


@dataclass(frozen=True)
class TerritoriesPage:
    """The territories of a country by name, its rule, and whether the reader may change it."""

    code: str
    country: str
    territories: list[tuple[str, str]]
    rule: WindowRulePublic
    rules: bool
    done: str
    form: Form


@router.get(HERE)
def show(visit: CurrentVisit, session: ReadSession, code: str) -> Response:
    """The territories and the rule."""
    return visit.page("places/territories.html", _page(session, visit, code, Form()))


@router.post(HERE)
def change(sent: SentForm, code: str) -> Response:
    """Sets the rule."""

    def act(said: WindowRuleUpdate) -> object:
        return set_rule(sent.session, sent.actor, code, said, now=sent.visit.now)

    return sent.tried(WindowRuleUpdate, act, to=HERE.format(code=code), done="saved", again=_again(sent, code))


def _again(sent: Sent, code: str) -> Again:
    def again(form: Form, status: int) -> Response:
        return sent.visit.page("places/territories.html", _page(sent.session, sent.visit, code, form), status)

    return again


def _page(session: Session, visit: Visit, code: str, form: Form) -> TerritoriesPage:
    rule = rule_of(session, visit.actor, code)
    cities = OrganizationFilter(country=code, kind=OrganizationKind.SUBNATIONAL_GOVERNMENT)
    rows, _ = organizations(session, visit.actor, cities, Part("name", limit=SHOWN))
    return TerritoriesPage(
        code=code,
        country=taxonomy.country_name(code, visit.language),
        territories=[(row.id, row.name) for row in rows],
        rule=rule,
        rules=may(visit.actor, TerritoryAction.RULE, code),
        done=done_of(visit, frozenset({"saved"})),
        form=form if form.typed else Form({"part": rule.part}, form.wrong),
    )
