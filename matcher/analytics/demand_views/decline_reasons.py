"""Why suggestions were declined: the coded reasons, by who gave them and by sector."""

from collections import Counter
from typing import Any

from sqlmodel import col, select

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.bars import stacked_bars
from matcher.analytics.charts.heat import Heads, heat, largest
from matcher.analytics.demand_views.spans import began
from matcher.analytics.editions import Ground
from matcher.analytics.posts import columns_of, tags_of
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View, whoever
from matcher.analytics.wanted import OF_POSTS
from matcher.review.reasons import REASON_TEXTS
from models.decision import Decision, Side, Verdict
from models.match import Match
from models.request import Request


def decline_reasons(asked: Asked) -> Table:
    """One row for each reason with the side that gave it and the request's first sector, the most frequent first; one
    query. Declines that were undone do not count, and requests count whether they are still open or not."""
    counts: Counter[tuple[str, str | None, str | None]] = Counter()
    for reason, side, *stored in asked.session.execute(_chosen(asked)):
        tags = tags_of(*stored)
        if tags.wanted(asked.wanted):
            counts[reason, side, next(iter(tags.sectors), None)] += 1
    order = sorted(counts, key=lambda one: (-counts[one], str(one)))
    return Table((REASON, SIDE, SECTOR, DECLINES), [(*one, counts[one]) for one in order], counts.total())


def _chosen(asked: Asked) -> Any:  # noqa: ANN401
    said = (col(Decision.verdict) == Verdict.DECLINED, col(Decision.undone_at).is_(None))
    chosen = select(col(Decision.reason), col(Decision.role), *columns_of(Request))
    joined = chosen.join(Match, col(Match.id) == Decision.match).join(Request, col(Request.id) == Match.request)
    return joined.where(*said, col(Decision.reason).is_not(None), *began(col(Decision.decided_at), asked.wanted))


def bars(table: Table, telling: Telling) -> Chart:
    """A bar for each reason, in parts by who gave it."""
    sides = {code: told.told(telling.language) for code, told in SIDES.items()}
    sums: dict[Cell, dict[str, Cell]] = {}
    for reason, side, _, count in table.rows:
        row = sums.setdefault(reason, {"reason": telling.cell(REASON, reason), **dict.fromkeys(sides, 0)})
        if side is not None:
            row[str(side)] = int(row[str(side)] or 0) + int(count or 0)
    records = sorted(sums.values(), key=lambda row: -sum(int(row[one] or 0) for one in sides))
    return stacked_bars(records, "reason", sides, title=DECLINES.title.told(telling.language))


def cells(table: Table, telling: Telling) -> Chart:
    """Sectors down, reasons across, the number of declines in each cell."""
    sums: Counter[tuple[Cell, Cell]] = Counter()
    for one in telling.records(table):
        if one["sector"]:
            sums[one["sector"], one["reason"]] += int(one["declines"] or 0)
    records: list[dict[str, Cell]] = [
        {"sector": sector, "reason": reason, "declines": count} for (sector, reason), count in sums.items()
    ]
    down, across = (
        Heads(one.name, one.title.told(telling.language), largest((row[one.name], row["declines"]) for row in records))
        for one in (SECTOR, REASON)
    )
    return heat(records, down, across, count="declines")


SIDES = {
    Side.FOCAL_POINT.value: Message("Focal point"),
    Side.REQUESTER.value: Message("Requester"),
    Side.PROVIDER.value: Message("Provider"),
}
REASON = Column(
    "reason",
    Kind.WORD,
    Message("Reason"),
    Message("The coded reason that was given."),
    words={code.value: Message(text) for code, text in REASON_TEXTS.items()},
)
SIDE = Column(
    "side", Kind.WORD, Message("Given by"), Message("The side that declined; older ones lack it."), words=SIDES
)
SECTOR = Column("sector", Kind.SECTOR, Message("First sector"), Message("The sector that the request names first."))
DECLINES = Column("declines", Kind.COUNT, Message("Declines"), Message("How many suggestions were declined so."))
VIEW = View(
    name="decline-reasons",
    title=Message("Why suggestions are declined"),
    caption=Message(
        "The coded reasons for declining, by who gave them and by the first sector of the request. Years are those in "
        "which it was said; what was undone does not count."
    ),
    table=decline_reasons,
    rests_on=Ground.POSTS,
    same_for=whoever,
    drawings={"bars": bars, "sectors": cells},
    basis=lambda count: Message("{count:,} declines counted.", count=count),
    takes=OF_POSTS | {"since", "until"},
)
