"""Experts whose profiles the reader keeps, and his own: who is asked, what he said, and whose availability ends."""

from matcher.digests.sections.items import STILL_ASKED, Item
from matcher.digests.sections.reader import Reader
from matcher.digests.situation import NEWS, Situation
from matcher.experts.news import ENDS_SOON
from matcher.policy.experts import is_self, keeps
from models.expert import Expert, ExpertState

MOST_EXPERTS = 4
"""Items of the section."""
SAID = {
    ExpertState.CONSENTED: "consented",
    ExpertState.REFUSED: "refused",
    ExpertState.WITHDRAWN: "withdrawn",
}


def experts(reader: Reader, situation: Situation) -> list[Item]:
    """At most four: what the reader himself is asked, what was answered in the last week, whose availability ends, and
    who has not answered for a week, as long as that may still come."""
    found = [_item(one, told) for one in situation.experts if (told := _told(reader, one, situation))]
    order = ("asked-you", *SAID.values(), "ends", "unanswered")
    return sorted(found, key=lambda one: (order.index(one["expert"]), one["id"]))[:MOST_EXPERTS]


def _told(reader: Reader, row: Expert, situation: Situation) -> str:
    """What is told of an expert; nothing where the reader is not concerned."""
    own = is_self(reader.actor, row)
    if row.state == ExpertState.ASKED and row.asked_at is not None:
        waited = situation.now - row.asked_at
        if own:
            return "asked-you" if waited < STILL_ASKED else ""
        return "unanswered" if keeps(reader.actor, row) and NEWS <= waited < STILL_ASKED else ""
    if not (own or keeps(reader.actor, row)):
        return ""
    since = situation.since or situation.now - NEWS
    if row.answered_at is not None and row.answered_at > since and not own:
        return SAID.get(ExpertState(row.state), "")
    until = row.available_until
    return "ends" if row.shown and until and situation.today <= until <= situation.today + ENDS_SOON else ""


def _item(row: Expert, told: str) -> Item:
    day = row.available_until if told == "ends" else row.asked_at.date() if row.asked_at else None
    return {"expert": told, "id": row.id, "title": row.title} | ({"day": day.isoformat()} if day else {})
