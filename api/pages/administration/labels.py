"""What the pages of administrators call things; the words are translated where they are shown."""

from matcher.accounts.standing import Standing
from models.organization import OrganizationKind


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


STANDINGS = {
    Standing.IN_USE: _("In use"),
    Standing.INVITED: _("Invited, not opened yet"),
    Standing.MAIL_STOPPED: _("Mail comes back from the address"),
    Standing.UNSECURED: _("Lacks the second factor"),
    Standing.DISABLED: _("Switched off"),
}
KINDS_OF_ORGANIZATION = {
    OrganizationKind.MULTILATERAL: _("Multilateral body"),
    OrganizationKind.COOPERATION_AGENCY: _("Cooperation agency"),
    OrganizationKind.MINISTRY: _("Ministry"),
    OrganizationKind.PUBLIC_INSTITUTION: _("Public institution"),
    OrganizationKind.STATISTICS_OFFICE: _("Statistics office"),
    OrganizationKind.RESEARCH_INSTITUTE: _("Research institute"),
    OrganizationKind.UNIVERSITY: _("University"),
    OrganizationKind.SUBNATIONAL_GOVERNMENT: _("Subnational government"),
    OrganizationKind.NGO: _("Non-governmental organization"),
    OrganizationKind.NETWORK: _("Network"),
}
INCOMES = {
    "low": _("Low"),
    "lower-middle": _("Lower middle"),
    "upper-middle": _("Upper middle"),
    "high": _("High"),
}
CLIMATES = {
    "arid": _("Arid"),
    "continental": _("Continental"),
    "highland": _("Highland"),
    "temperate": _("Temperate"),
    "tropical": _("Tropical"),
}
THINGS = {
    "account": _("Account"),
    "catalogue": _("Other platform"),
    "event": _("Event"),
    "eventdelegation": _("Delegation"),
    "exchange": _("Exchange"),
    "mail": _("Mail"),
    "match": _("Match"),
    "match run": _("Ranking"),
    "mechanism": _("Mechanism"),
    "meeting": _("Meeting"),
    "offer": _("Offer"),
    "organization": _("Institution"),
    "practice": _("Good practice"),
    "request": _("Request"),
    "support_matrix": _("Support matrix"),
    "webhook": _("Webhook"),
    "weight table": _("Weight table"),
}
ACTIONS = {
    "account.accept": _("Opened the account"),
    "account.confirm": _("Confirmed the address"),
    "account.created": _("Added the account"),
    "account.edit": _("Changed the account"),
    "account.invite": _("Invited"),
    "account.invite-again": _("Invited again"),
    "account.mail-resumed": _("Let mail through again"),
    "account.mail-stopped": _("Stopped mail to the address"),
    "account.password-set": _("Set a password"),
    "account.second-factor-removed": _("Removed the second factor"),
    "account.second-factor-set-up": _("Set up the second factor"),
    "account.sign-in": _("Signed in"),
    "account.sign-out": _("Signed out everywhere"),
    "account.token-issue": _("Made a token for a program"),
    "account.token-revoke": _("Ended a token for a program"),
    "catalogue.added": _("Entered another platform"),
    "catalogue.brought": _("Brought records of another platform in"),
    "learning.promote": _("Put weights to use"),
    "learning.propose": _("Proposed weights"),
    "learning.reject": _("Rejected proposed weights"),
    "learning.roll-back": _("Went back to the weights before"),
    "mail.held": _("Held mail back"),
    "mail.released": _("Let mail go out"),
    "match.accepted": _("Both sides accepted"),
    "match.answered": _("One side answered"),
    "match.declined": _("Declined"),
    "match.endorsed": _("Endorsed"),
    "match.introduced": _("Introduced both sides"),
    "organization.created": _("Added the institution"),
    "organization.merged": _("Merged two institutions"),
    "organization.restored": _("Undid a merge"),
    "organization.told-apart": _("Told two institutions apart"),
    "organization.trusted": _("Changed the trust in it"),
    "organization.updated": _("Changed the institution"),
}
"""Events by their action; others are shown by its code."""
