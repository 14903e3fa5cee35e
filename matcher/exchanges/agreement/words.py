"""The words for roles and kinds of contribution."""

from locales import translate
from models.cost_share import CostKind
from models.exchange import PartyRole


def role_word(role: str, language: str) -> str:
    """What a party does, in a language."""
    return {
        PartyRole.REQUESTER: translate("Recipient", language),
        PartyRole.PROVIDER: translate("First provider", language),
        PartyRole.SECOND_PROVIDER: translate("Second provider", language),
        PartyRole.FACILITATOR: translate("Facilitator", language),
        PartyRole.FUNDER: translate("Funder", language),
    }[PartyRole(role)]


def kind_word(kind: str, language: str) -> str:
    """How a party contributes, in a language."""
    return {CostKind.CASH: translate("In cash", language), CostKind.IN_KIND: translate("In kind", language)}[
        CostKind(kind)
    ]
