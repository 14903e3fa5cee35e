"""Whether a mechanism serves the countries, and whether they are enough."""

from locales.messages import Message
from matcher.matching.mechanisms import MEMBERSHIPS, Coverage, Reach
from matcher.support.answers import Answer, Checked, Rule
from matcher.support.case import Case
from matcher.support.naming import country_names
from models.mechanism import Mechanism


def check_countries(case: Case, mechanism: Mechanism, reach: Reach) -> Checked:
    """Yes where a list of its own, the members of its organization or the support matrix hold every country.

    A list of its own and a list of members also say no. Where another organization's members stand in, or only the
    support matrix is known, what is missing there is asked.
    """
    if not case.countries:
        return Checked(Rule.COUNTRIES, Answer.ASK, Message("No country is named here."))
    known, how = reach.known(mechanism)
    outside = [one for one in case.countries if one not in known]
    if not outside:
        return Checked(Rule.COUNTRIES, Answer.YES, _served_by(how, case))
    missing = country_names(outside)
    if how == Coverage.LISTED:
        return Checked(Rule.COUNTRIES, Answer.NO, Message("Not among its countries: {countries}.", countries=missing))
    if how == Coverage.MEMBERS and mechanism.organization not in MEMBERSHIPS:
        reason = Message("Not among the members of its organization: {countries}.", countries=missing)
        return Checked(Rule.COUNTRIES, Answer.NO, reason)
    reason = Message("Its document does not say whether it serves {countries}.", countries=missing)
    return Checked(Rule.COUNTRIES, Answer.ASK, reason)


def _served_by(how: Coverage, found: Case) -> Message:
    countries = country_names(found.countries)
    match how:
        case Coverage.LISTED:
            return Message("Among its countries: {countries}.", countries=countries)
        case Coverage.MEMBERS:
            return Message("Members of its organization: {countries}.", countries=countries)
        case Coverage.SUPPORT_MATRIX:
            return Message("Supported by its organization, by the support matrix: {countries}.", countries=countries)


def check_number(case: Case, mechanism: Mechanism) -> Checked:
    """Whether enough countries take part; a provider that is still looked for counts as one more."""
    count, least = len(case.countries) + case.seeking, mechanism.minimum_countries
    if least is None:
        return Checked(Rule.NUMBER, Answer.ASK, Message("Its document names no least number of countries."))
    reason = Message("It asks for at least {least} countries; here they are {count}.", least=least, count=count)
    if case.seeking:
        reason = Message(
            "It asks for at least {least} countries; with the provider's they are {count}.", least=least, count=count
        )
    return Checked(Rule.NUMBER, Answer.YES if count >= least else Answer.NO, reason)
