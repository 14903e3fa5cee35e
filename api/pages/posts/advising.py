"""What the service says to the writer of a text, in the words of a page."""

from dataclasses import dataclass

from api.pages.choices import Option, goal_name
from matcher.intake.kinds import headline
from matcher.posting.advice import Advice
from matcher.posting.hints import Hint
from models import taxonomy


@dataclass(frozen=True)
class AdviceShown:
    """Hints on a text, what it seems to be about, and what resembles it. Suggested tags are those not chosen yet."""

    hints: list[Hint]
    language: str
    sectors: list[Option]
    goals: list[Option]
    duplicates: list[Option]
    organizations: list[str]


def shown(advice: Advice, language: str, *, sectors: list[str], goals: list[int]) -> AdviceShown:
    """An advice, without the tags that were chosen already."""
    known = taxonomy.sectors()
    return AdviceShown(
        hints=advice.hints,
        language=taxonomy.language_name(advice.language[0], language),
        sectors=[(tag, known[tag].names[language]) for tag, _ in advice.subjects.sectors if tag not in sectors],
        goals=[(str(tag), goal_name(tag, language)) for tag, _ in advice.subjects.goals if tag not in goals],
        duplicates=[(one.id, headline(one.name)) for one in advice.duplicates],
        organizations=[one.name for one in advice.organizations],
    )
