"""Judges calls as the support finder judges mechanisms: by the same rules, with the days of the call in their place."""

from dataclasses import replace
from datetime import date

from locales.messages import Message
from matcher.matching.mechanisms import Reach
from matcher.support.answers import Answer, Checked, Judged, Rule
from matcher.support.case import Case
from matcher.support.judging import judge
from matcher.support.naming import Day
from models.mechanism import Mechanism
from models.proposal_call import ProposalCall, with_rules


def judge_call(case: Case, call: ProposalCall, mechanism: Mechanism, reach: Reach, *, on: date) -> Judged:
    """The rules of a call, each with its answer on a day; what the call leaves open is asked of its mechanism."""
    judged = judge(case, with_rules(call, mechanism), reach)
    days = check_days(call, on)
    return replace(judged, rules=tuple(days or one if one.rule == Rule.CALL else one for one in judged.rules))


def check_days(call: ProposalCall, on: date) -> Checked | None:
    """Whether a call takes applications on a day; None where no day is known."""
    if call.archived_at is not None:
        return Checked(Rule.CALL, Answer.NO, Message("It is archived and takes no more applications."))
    if call.rolling:
        return Checked(Rule.CALL, Answer.YES, Message("It takes applications at any time."))
    if call.closes_on is not None and call.closes_on < on:
        return Checked(Rule.CALL, Answer.NO, Message("It closed on {day}.", day=Day(call.closes_on)))
    if call.opens_on is not None and call.opens_on > on:
        return Checked(Rule.CALL, Answer.ASK, Message("It opens on {day}.", day=Day(call.opens_on)))
    if call.closes_on is not None:
        return Checked(Rule.CALL, Answer.YES, Message("It is open until {day}.", day=Day(call.closes_on)))
    return None
