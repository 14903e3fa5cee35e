"""The sections of a digest, as data in the reader's language: which role reads which, and which are worth a mail."""

from collections.abc import Callable, Mapping

from matcher.digests.sections.answers import answers
from matcher.digests.sections.closing import closing
from matcher.digests.sections.community import community
from matcher.digests.sections.evaluations import evaluations
from matcher.digests.sections.experts import experts
from matcher.digests.sections.expiring import expiring
from matcher.digests.sections.items import Item
from matcher.digests.sections.needs import needs
from matcher.digests.sections.raising import raises
from matcher.digests.sections.reader import Reader, reader_of
from matcher.digests.sections.reviewing import queue, submitted, unmet
from matcher.digests.sections.stalled import stalled
from matcher.digests.sections.suggestions import could_serve, matches
from matcher.digests.sections.territories import territories
from matcher.digests.situation import Situation
from models.account import Account, Role

Content = dict[str, list[Item]]
Section = Callable[[Reader, Situation], list[Item]]

SECTIONS: Mapping[str, Mapping[str, Section]] = {
    Role.AGENCY: {
        "answers": answers,
        "territories": territories,
        "matches": matches,
        "could_serve": could_serve,
        "stalled": stalled,
        "expiring": expiring,
        "evaluations": evaluations,
        "needs": needs,
        "calls": closing,
        "experts": experts,
        "community": community,
    },
    Role.PROVIDER: {
        "answers": answers,
        "could_serve": could_serve,
        "stalled": stalled,
        "expiring": expiring,
        "evaluations": evaluations,
        "needs": needs,
        "experts": experts,
        "community": community,
        "raises": raises,
    },
    Role.FOCAL_POINT: {
        "stalled": stalled,
        "queue": queue,
        "submitted": submitted,
        "unmet": unmet,
        "experts": experts,
        "community": community,
    },
}
"""What each role reads, in this order; analysts and administrators get no digest."""

ONCE = ("matches", "could_serve")
"""The sections that show a match once."""
NEVER_ALONE = frozenset({"unmet", "raises"})
"""The sections that are no reason for a mail: they stay the same for months and have no date. Every other one is news
or asks for something: an answer, a reminder, a review, a renewal, an evaluation."""


def content_for(account: Account, situation: Situation, shown: set[int]) -> Content:
    """The sections of an account's digest, without the suggestions that it was `shown` before. Empty sections are left
    out, and all of them where none is worth a mail."""
    reader = reader_of(account, situation, language=account.language, shown=frozenset(shown))
    return if_worth_a_mail(sections_for(reader, situation))


def sections_for(reader: Reader, situation: Situation) -> Content:
    """What a reader's sections say, worth a mail or not."""
    chosen = SECTIONS.get(reader.actor.role or "", {})
    found = {name: section(reader, situation) for name, section in chosen.items()}
    return {name: items for name, items in found.items() if items}


def if_worth_a_mail(content: Content) -> Content:
    """The content, or nothing where it is no reason for a mail."""
    return content if content.keys() - NEVER_ALONE else {}
