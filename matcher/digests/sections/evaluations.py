"""Exchanges whose evaluation by the reader's side is due."""

from matcher.digests.sections.items import MOST, STILL_ASKED, Item
from matcher.digests.sections.reader import Reader
from matcher.digests.situation import Situation
from matcher.exchanges.due import DueEvaluation
from matcher.policy.exchanges import acting_side


def evaluations(reader: Reader, situation: Situation) -> list[Item]:
    """What fell due in the last weeks and the reader's side has not sent, the longest due first, at most ten."""
    since = situation.today - STILL_ASKED
    return [
        {
            "exchange": one.dossier.id,
            "title": one.dossier.exchange.title,
            "stage": str(one.stage),
            "due_on": one.due_on.isoformat(),
        }
        for one in [due for due in situation.evaluations if due.due_on >= since and _owes(reader, due)][:MOST]
    ]


def _owes(reader: Reader, due: DueEvaluation) -> bool:
    return acting_side(reader.actor, due.dossier) in due.silent
