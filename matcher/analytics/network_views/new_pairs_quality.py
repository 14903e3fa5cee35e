"""How well pairs that should talk foretell who will: measured on the exchanges at hand, beside popularity."""

import altair as alt

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts.theme import SERIES, WIDTH, data
from matcher.analytics.edges import knows_institutions
from matcher.analytics.network_views.foretelling import MOST, POPULARITY, TOGETHER
from matcher.analytics.network_views.notes import notes_on
from matcher.analytics.network_views.trials import Judged, judged
from matcher.analytics.tables import Cell, Column, Kind, Table
from matcher.analytics.telling import Telling
from matcher.analytics.views import Chart, View
from matcher.analytics.wanted import OF_EXCHANGES

FEWEST = 10
"""New pairs below which nothing is said of the quality."""
COLUMNS = (
    Column(
        "method", Kind.WORD, Message("Method"), Message("By what pairs are ordered; the view uses all three together.")
    ),
    Column(
        "area",
        Kind.NUMBER,
        Message("Area"),
        Message(
            "How often a pair that came stood above one that did not (area under the ROC curve): 0.5 is chance, 1 "
            "perfect."
        ),
    ),
    Column("low", Kind.NUMBER, Message("From"), Message("Lower end of its 95 % interval.")),
    Column("high", Kind.NUMBER, Message("To"), Message("Upper end of its 95 % interval.")),
    Column("gain", Kind.NUMBER, Message("Above popularity"), Message("The area less that of popularity.")),
    Column("gain_low", Kind.NUMBER, Message("Gain from"), Message("Lower end of the 95 % interval of the gain.")),
    Column("gain_high", Kind.NUMBER, Message("Gain to"), Message("Upper end of the 95 % interval of the gain.")),
    Column(
        "precision",
        Kind.SHARE,
        Message("First ten"),
        Message("Of the first ten pairs, the share that came, in the mean of the trials."),
    ),
    Column(
        "pairs", Kind.COUNT, Message("Pairs"), Message("How many new pairs came in all trials, in either direction.")
    ),
)


def quality(asked: Asked) -> Table:
    """One row for each method, the one that the view uses first."""
    found = judged(asked.network, asked.edges)
    notes = [*notes_on(asked.edges, asked.network), *_how(found, len(asked.network.nodes)), verdict(found)]
    return Table(COLUMNS, [_row(name, found) for name in found.methods], asked.edges.counted, notes)


def _row(name: str, found: Judged) -> tuple[Cell, ...]:
    its, gain = found.methods[name], found.gain(name)
    above: tuple[Cell, ...] = (None,) * 3 if name == POPULARITY else (gain.mean, *gain.ci95)
    return (name, its.area, *its.interval, *above, float(its.firsts.mean()), found.pairs)


def verdict(found: Judged) -> Message:
    """Whether the pairs foretell more than popularity does; nothing is claimed that was not measured."""
    if found.pairs < FEWEST:
        return Message("How well this foretells cannot be measured: only {pairs} new pairs came.", pairs=found.pairs)
    its, gain = found.methods[TOGETHER], found.gain(TOGETHER)
    better = Message("that is more than popularity alone foretells")
    unproven = Message("it is not shown that this is more than popularity alone foretells")
    worse = Message("popularity alone foretells more")
    said = better if gain.ci95[0] > 0 else worse if gain.ci95[1] < 0 else unproven
    return Message(
        "Measured on {pairs} new pairs: one that came stood above one that did not in {area} % of cases (95 % interval "
        "{low} to {high}); {said} (popularity: {popularity} %).",
        pairs=found.pairs,
        area=_percent(its.area),
        low=_percent(its.interval[0]),
        high=_percent(its.interval[1]),
        said=said,
        popularity=_percent(found.methods[POPULARITY].area),
    )


def _percent(value: float) -> str:
    return f"{100 * value:.0f}"


def _how(found: Judged, nodes: int) -> list[Message]:
    """How it was measured."""
    by_year = Message(
        "Each of the last {trials} years with new pairs was foretold from the years before it; exchanges whose year is "
        "not told are left out.",
        trials=found.trials,
    )
    held_back = Message(
        "Too few exchanges with a year bring new pairs: a tenth of the exchanges, drawn at random and the same each "
        "time, was held back and foretold from the others ({trials} times).",
        trials=found.trials,
    )
    chosen = Message(
        "The mixture of all three was chosen on the region's own exchanges, which flatters it a little there."
    )
    notes = [by_year if found.by_year else held_back, chosen] if found.methods else []
    if nodes > MOST:
        notes.append(Message("Only pairs among the {most} with the most partners are judged.", most=MOST))
    return notes


def areas(table: Table, telling: Telling) -> Chart:
    """Each method's area as a dot with its interval; the dashed line is chance."""
    titles = {one.name: one.title.told(telling.language) for one in table.columns}
    area = next(one for one in table.columns if one.name == "area")
    records = [{**one, "told": f"{one['method']}: {telling.cell(area, one['area'])}"} for one in telling.records(table)]
    down = alt.Y("method:N", title=None, sort=[str(one["method"]) for one in records], axis=alt.Axis(grid=True))
    least = min([0.4, *(float(one["low"] or 0) for one in records)])
    across = alt.Scale(domain=[least, 1], zero=False)
    base = alt.Chart(data(records)).encode(y=down, description="told:N")
    interval = base.mark_rule(strokeWidth=3, color=SERIES[0], aria=False).encode(
        x=alt.X("low:Q", title=titles["area"], scale=across), x2="high:Q"
    )
    dots = base.mark_point(size=90, filled=True, opacity=1, color=SERIES[1]).encode(x=alt.X("area:Q", scale=across))
    chance = alt.Chart(data([{"x": 0.5}])).mark_rule(strokeDash=[4, 4], aria=False).encode(x=alt.X("x:Q", scale=across))
    return alt.layer(chance, interval, dots).properties(width=WIDTH, height=30 * max(len(records), 1))


NEW_PAIRS_QUALITY = View(
    name="new-pairs-quality",
    title=Message("Quality of the pairs"),
    caption=Message(
        "How well each method foretells who will exchange for the first time: the further right the dot, the better; "
        "the line is its 95 % interval, the dashed line is chance."
    ),
    table=quality,
    same_for=knows_institutions,
    drawings={"areas": areas},
    takes=OF_EXCHANGES | {"level"},
)
