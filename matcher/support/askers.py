"""Who may ask. Documents say it in prose, of which only what cannot be misread is decided, and never with a no."""

import re

from locales.messages import Message
from matcher.support.answers import Answer, Checked, Rule
from matcher.support.case import Case
from models.mechanism import Mechanism
from models.organization import OrganizationKind

GOVERNMENTS = frozenset({OrganizationKind.COOPERATION_AGENCY, OrganizationKind.MINISTRY})
ADMITTED = (
    (re.compile(r"anyone\b"), frozenset(OrganizationKind)),
    (
        re.compile(
            r"(any country|(\w+ )?member (states|countries)|governments|gobiernos|países|estados (miembros|parte))\b"
        ),
        GOVERNMENTS,
    ),
    (re.compile(r"(organismos|autoridades) de cooperación\b"), frozenset({OrganizationKind.COOPERATION_AGENCY})),
    (re.compile(r"oficinas (nacionales )?de estadística\b"), frozenset({OrganizationKind.STATISTICS_OFFICE})),
)
"""With which words a rule begins that admits some kinds of organizations whatever it says further on."""


def check_asker(case: Case, mechanism: Mechanism) -> Checked:
    """Yes where the rule begins by naming the kind of the organization that asks; else its words are shown."""
    words = mechanism.who_may_ask
    if not words:
        return Checked(Rule.WHO_MAY_ASK, Answer.ASK, Message("Its document does not say who may ask."))
    if case.asker in _admitted(words):
        reason = Message("Whoever asks here is among them: “{words}”.", words=words)
        return Checked(Rule.WHO_MAY_ASK, Answer.YES, reason)
    reason = Message("Ask whether this is you: “{words}”.", words=words)
    return Checked(Rule.WHO_MAY_ASK, Answer.ASK, reason)


def _admitted(words: str) -> frozenset[OrganizationKind]:
    said = words.casefold()
    return next((kinds for begins, kinds in ADMITTED if begins.match(said)), frozenset())
