"""Judges mechanisms for a case: pure, the same case and mechanisms always give the same answer."""

from collections.abc import Iterable

from matcher.matching.mechanisms import Reach
from matcher.matching.partners import KINDS
from matcher.support.answers import Answer, Judged, Rule
from matcher.support.askers import check_asker
from matcher.support.case import Case
from matcher.support.places import check_countries, check_number
from matcher.support.tags import check_modality, check_sector
from matcher.support.terms import check_call, check_ceiling
from models.mechanism import Mechanism, MechanismKind

VERDICTS = tuple(Answer)
"""The better first."""


def judge(case: Case, mechanism: Mechanism, reach: Reach) -> Judged:
    """A mechanism with every rule checked."""
    others = (check_number, check_sector, check_modality, check_asker, check_ceiling, check_call)
    rules = (check_countries(case, mechanism, reach), *(check(case, mechanism) for check in others))
    return Judged(mechanism, rules)


def judge_all(case: Case, mechanisms: Iterable[Mechanism], reach: Reach) -> list[Judged]:
    """The mechanisms in the order in which to try them.

    Those that fit come before those to ask and those that do not; among these, first those whose sector and modality
    fit, then those of which most rules hold, then those of the very sector, then those that pay.
    """

    def order(one: Judged) -> tuple[object, ...]:
        tags = sum(one.says(rule) == Answer.YES for rule in (Rule.SECTOR, Rule.MODALITY))
        general = set(case.sectors).isdisjoint(one.mechanism.sectors)
        kind = KINDS.index(MechanismKind(one.mechanism.kind))
        return VERDICTS.index(one.verdict), -tags, -one.count(Answer.YES), general, kind, one.mechanism.id

    return sorted((judge(case, one, reach) for one in mechanisms), key=order)
