"""Why exchanges are given up, in the reader's language."""

from locales import translate
from models.exchange_schemas import CancelReason


def cancel_reasons(language: str) -> dict[CancelReason, str]:
    """Every reason with its text."""
    return {reason: reason_text(reason, language) for reason in CancelReason}


def reason_text(reason: str, language: str) -> str:
    """One reason in words."""
    return {
        CancelReason.NO_FUNDING: translate("The funding did not come together.", language),
        CancelReason.NO_AGREEMENT: translate("The parties did not agree on the terms.", language),
        CancelReason.NO_CAPACITY: translate("One party no longer has the capacity.", language),
        CancelReason.PRIORITIES_CHANGED: translate("The priorities of one party have changed.", language),
        CancelReason.NEED_MET_OTHERWISE: translate("The need was met in another way.", language),
        CancelReason.FORCE_MAJEURE: translate("Events that nobody could foresee made it impossible.", language),
        CancelReason.REGISTERED_TWICE: translate("It was registered twice.", language),
        CancelReason.OTHER: translate("Another reason, given in a note.", language),
    }[CancelReason(reason)]
