"""What a mechanism pays at most, and when it takes applications."""

from locales.messages import Message
from matcher.support.answers import Answer, Checked, Rule
from matcher.support.case import Case
from matcher.support.naming import Day, sums
from models.mechanism import Call, Mechanism


def check_ceiling(case: Case, mechanism: Mechanism) -> Checked:
    """Compares the costs with the ceiling, where both are known in one currency."""
    ceiling, currency = mechanism.ceiling_amount, mechanism.ceiling_currency or ""
    if ceiling is None:
        return Checked(Rule.CEILING, Answer.ASK, Message("Its document names no ceiling."))
    most = sums({currency: ceiling})
    if not case.costs:
        reason = Message("It pays up to {most}; what this costs is not known here.", most=most)
        return Checked(Rule.CEILING, Answer.ASK, reason)
    costs = sums(case.costs)
    if set(case.costs) != {currency}:
        reason = Message("It pays up to {most}; the costs are in other currencies: {costs}.", most=most, costs=costs)
        return Checked(Rule.CEILING, Answer.ASK, reason)
    over = case.costs[currency] - ceiling
    if over > 0:
        reason = Message(
            "It pays up to {most} of {costs}; {rest} would have to come from elsewhere.",
            most=most,
            costs=costs,
            rest=sums({currency: over}),
        )
        return Checked(Rule.CEILING, Answer.NO, reason)
    reason = Message("It pays up to {most}; this costs {costs}.", most=most, costs=costs)
    return Checked(Rule.CEILING, Answer.YES, reason)


def check_call(case: Case, mechanism: Mechanism) -> Checked:
    """Yes where one may apply at any time; the days of a yearly or biennial call are in no document and are asked."""
    match mechanism.call:
        case Call.ROLLING:
            return Checked(Rule.CALL, Answer.YES, Message("It takes applications at any time."))
        case Call.ON_REQUEST:
            return Checked(Rule.CALL, Answer.YES, Message("It acts on request: send one."))
        case Call.YEARLY:
            return _periodic(case, Message("It takes applications once a year."))
        case Call.BIENNIAL:
            return _periodic(case, Message("It takes applications every two years."))
        case _:
            reason = Message("Its document does not say when it takes applications.")
            return Checked(Rule.CALL, Answer.ASK, reason)


def _periodic(case: Case, how: Message) -> Checked:
    if case.begins is None:
        return Checked(Rule.CALL, Answer.ASK, Message("{how} Ask when the next call closes.", how=how))
    reason = Message(
        "{how} Ask whether the next call closes in time: this should begin by {day}.", how=how, day=Day(case.begins)
    )
    return Checked(Rule.CALL, Answer.ASK, reason)
