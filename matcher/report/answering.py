"""Asks the views of every chapter about a year."""

from dataclasses import dataclass, fields, replace
from datetime import date

from sqlmodel import Session

from matcher.analytics.asked import Asked
from matcher.analytics.groups import GROUPS, Group
from matcher.analytics.tables import Table
from matcher.analytics.views import View
from matcher.analytics.wanted import Wanted
from matcher.errors import BadInputError
from matcher.policy import PUBLIC, Actor, demand, may
from matcher.policy.services import ServiceAction
from matcher.progress import Track, quietly
from matcher.report.asking import AskedOfSome
from matcher.report.chapters import ANNEX, CHAPTERS, Chapter, Part
from matcher.report.spans import going_on, spans, years_on_record

EARLIEST = 1945


@dataclass(frozen=True)
class Wish:
    """Which year is to be reported to whom, by what is known today."""

    session: Session
    actor: Actor
    year: int
    today: date

    def check(self) -> None:
        """Raises BadInputError for a year of which there can be nothing, ForbiddenError for whom reports are not."""
        demand(self.actor, ServiceAction.SEE_REPORT)
        if self.year > self.today.year:
            raise BadInputError(
                "{year} lies ahead; choose {last} or an earlier year", year=self.year, last=self.today.year
            )
        if self.year < EARLIEST:
            raise BadInputError("{year} is too early; choose {first} or later", year=self.year, first=EARLIEST)


@dataclass(frozen=True)
class Answered:
    """One part with its view and table; `number` counts the tables of the report."""

    number: int
    part: Part
    view: View
    table: Table

    @property
    def file(self) -> str:
        """The name of the table's file."""
        level = self.part.wanted.level
        return f"table-{self.number:02}-{self.view.name}{f'-{level}' if level else ''}.csv"


@dataclass(frozen=True)
class Answers:
    """The chapters with their answers, the table of the annex, and whether chapters were left out that this reader may
    not look at."""

    chapters: list[tuple[Chapter, list[Answered]]]
    annex: Answered
    held_back: bool

    @property
    def tables(self) -> list[Answered]:
        """All of them, in the order of their numbers."""
        return [*(one for _, answered in self.chapters for one in answered), self.annex]


def answers(wish: Wish, *, track: Track = quietly) -> Answers:
    """The answers to all that the report tells and the actor may read. Raises as `Wish.check`.

    The exchange network is told as the public may know it, whoever asks: a report goes from hand to hand.
    """
    wish.check()
    every = [(chapter, part) for chapter in CHAPTERS for part in chapter.parts]
    readable = [(chapter, part) for chapter, part in every if _may_read(wish.actor, part)]
    found: dict[str, tuple[Chapter, list[Answered]]] = {}
    asking = _Asking(wish)
    for number, (chapter, part) in enumerate(track(readable, "asking", len(readable)), start=1):
        found.setdefault(chapter.title.template, (chapter, []))[1].append(asking.answered(number, part))
    annex = asking.answered(len(readable) + 1, ANNEX)
    return Answers(list(found.values()), annex, held_back=len(readable) < len(every))


def years(session: Session, actor: Actor, *, today: date) -> list[int]:
    """The years of which anything is on record, the newest first. Raises ForbiddenError for whom reports are not."""
    demand(actor, ServiceAction.SEE_REPORT)
    return years_on_record(session, today=today)


def _may_read(actor: Actor, part: Part) -> bool:
    return part.group is None or may(actor, GROUPS[part.group].action)


class _Asking:
    """Asks one view after the other; the edges of the network are read once."""

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self.whole = Asked(wish.session, PUBLIC, Wanted(), wish.today)
        self.of_year = frozenset(going_on(spans(wish.session), wish.year, today=wish.today))

    def answered(self, number: int, part: Part) -> Answered:
        view = part.view_of(self.wish.year)
        return Answered(number, part, view, view.answer(self._asked(part, view)))

    def _asked(self, part: Part, view: View) -> Asked:
        if part.group is None:
            return self.whole
        if part.group == Group.DEMAND:
            return Asked(self.wish.session, self.wish.actor, self._wanted(part, view), self.wish.today)
        base = {one.name: getattr(self.whole, one.name) for one in fields(Asked)} | {"wanted": part.wanted}
        return AskedOfSome(**base, reads=self.whole, some=self.of_year if part.of_year else None)

    def _wanted(self, part: Part, view: View) -> Wanted:
        """Posts of the year, where the view knows years."""
        named = {"since", "until"} <= view.takes and part.of_year
        return replace(part.wanted, since=self.wish.year, until=self.wish.year) if named else part.wanted
