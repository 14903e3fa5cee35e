"""How long one waits for each step, from a post's submission to the end of an exchange."""

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.bars import stacked_bars
from matcher.analytics.demand_views.spans import Taken, taken
from matcher.analytics.demand_views.steps import SPANS
from matcher.analytics.editions import Ground
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View, whoever


def waiting(asked: Asked) -> Table:
    """One row for each step, in their order; two queries for each span of a step."""
    found = {name: taken(asked, spans) for name, spans in SPANS.items()}
    rows = [(name, *_figures(one)) for name, one in found.items()]
    return Table((STEP, DONE, HALF, MOST, WAITING, OLDEST), rows, sum(one.days.total() for one in found.values()))


def _figures(one: Taken) -> tuple[Cell, ...]:
    return one.days.total(), one.within(0.5), one.within(0.9), one.waiting, one.oldest


def bars(table: Table, telling: Telling) -> Chart:
    """A bar for each step that was made: up to the days of the half, and up to those of nine in ten."""
    made = [one for one in telling.records(table) if one["done"]]
    records = [one | {"more": int(one["most"] or 0) - int(one["half"] or 0)} for one in made]
    parts = {"half": HALF.title.told(telling.language), "more": MOST.title.told(telling.language)}
    return stacked_bars(records, "step", parts, title=Message("Days").told(telling.language))


STEP = Column(
    "step",
    Kind.WORD,
    Message("Step"),
    Message("From where to where."),
    words={
        "published": Message("Submitted, until published"),
        "endorsed": Message("Proposed, until endorsed"),
        "declined": Message("Proposed, until declined by a focal point"),
        "introduced": Message("Endorsed, until introduced"),
        "accepted": Message("Introduced, until both sides accepted"),
        "agreed": Message("Accepted, until the terms are agreed"),
        "running": Message("Agreed, until the work begins"),
        "completed": Message("Begun, until completed"),
    },
)
DONE = Column("done", Kind.COUNT, Message("Made the step"), Message("How many have made it."))
HALF = Column("half", Kind.COUNT, Message("Half within (days)"), Message("The whole days within which half made it."))
MOST = Column(
    "most",
    Kind.COUNT,
    Message("Nine in ten within (days)"),
    Message("The whole days within which nine in ten made it."),
)
WAITING = Column(
    "waiting",
    Kind.COUNT,
    Message("Still waiting"),
    Message("How many wait for it today; who waits for a focal point's word stands with the endorsed ones."),
)
OLDEST = Column(
    "oldest", Kind.COUNT, Message("Longest wait (days)"), Message("For how many days the oldest of them has waited.")
)
VIEW = View(
    name="waiting",
    title=Message("Waiting times"),
    caption=Message(
        "How many days each step takes, from the submission of a post to the end of an exchange, and how many wait for "
        "it now. Years are those in which the wait began."
    ),
    table=waiting,
    rests_on=Ground.POSTS,
    same_for=whoever,
    drawings={"bars": bars},
    basis=lambda count: Message("{count:,} steps counted.", count=count),
    takes=frozenset({"since", "until"}),
)
