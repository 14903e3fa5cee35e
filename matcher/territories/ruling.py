"""The rule by which a country's window takes part in what its territories post."""

from datetime import datetime

from sqlmodel import Session

from matcher.audit import record
from matcher.errors import NotFoundError
from matcher.policy import Actor, demand
from matcher.policy.territories import TerritoryAction
from matcher.territories.windows import part_of_window
from models import taxonomy
from models.window_rule import WindowPart, WindowRule, WindowRulePublic, WindowRuleUpdate


def rule_of(session: Session, actor: Actor, country: str) -> WindowRulePublic:
    """The rule of a country. Raises NotFoundError for a code that is none."""
    _demand(actor, TerritoryAction.SEE, country)
    return _public(session, country)


def set_rule(
    session: Session, actor: Actor, country: str, wanted: WindowRuleUpdate, *, now: datetime
) -> WindowRulePublic:
    """Sets the rule of a country; what waits for its window goes on waiting. Raises what `demand` raises, and
    NotFoundError."""
    _demand(actor, TerritoryAction.RULE, country)
    row = session.get(WindowRule, country)
    before: WindowPart | None = WindowPart(row.part) if row else None
    if before != wanted.part:
        row = row or WindowRule(id=country, part=wanted.part)
        row.part = wanted.part
        session.add(row)
        session.flush()
        change = {"part": [before, wanted.part]}
        record(session, "windowrule.set", ("country", country), now=now, actor=actor.name_in_trail, change=change)
    return _public(session, country)


def _demand(actor: Actor, action: TerritoryAction, country: str) -> None:
    if country not in taxonomy.countries():
        raise NotFoundError("country", country)
    demand(actor, action, country)


def _public(session: Session, country: str) -> WindowRulePublic:
    known = session.get(WindowRule, country) is not None
    return WindowRulePublic(country=country, part=part_of_window(session, country), set=known)
