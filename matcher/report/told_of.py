"""What the report tells of each table, in a sentence or two."""

from collections.abc import Mapping

from matcher.analytics.tables import Table
from matcher.report.initiatives import ROWS
from matcher.report.sentences import Counted, Figure, Heading, Pattern, Place, Rows, Said, Sentence, leads

BEGUN, CARRIED = "of which begun in the year", "of which carried on from earlier years"


def of_the_year(table: Table) -> list[Sentence]:
    """Exchanges, who took part, and posts."""
    if not any(row[1] for row in table.rows):
        return [Sentence(Pattern("Nothing is on record for {year}."), {"year": Heading("count")})]
    exchanges = Pattern(
        "Exchanges under way in {year}: {exchanges}, of which {begun} begun in the year and {carried} carried on from "
        "earlier years; in the year before: {before}."
    )
    people = Pattern("Countries taking part: {countries}; institutions: {institutions}.")
    posts = Pattern("Posted in the year: requests, {requests}; offers, {offers}.")
    year: Mapping[str, Figure] = {"year": Heading("count"), "before": Place(ROWS["Exchanges under way"], "before")}
    return [
        Sentence(exchanges, {**year, **_rows(exchanges="Exchanges under way", begun=BEGUN, carried=CARRIED)}),
        Sentence(people, _rows(countries="Countries taking part", institutions="Institutions taking part")),
        Sentence(posts, _rows(requests="Requests posted", offers="Offers posted")),
    ]


def _rows(**words: str) -> dict[str, Figure]:
    return {name: Place(ROWS[word], "count") for name, word in words.items()}


def of_flows(table: Table) -> list[Sentence]:
    """How many pairs, and the most frequent."""
    first: Mapping[str, Figure] = {"provider": Place(0, "provider"), "recipient": Place(0, "recipient")}
    counts: Mapping[str, Figure] = {"exchanges": Place(0, "exchanges"), "counted": Counted()}
    pairs = Sentence(
        Pattern("Different flows: {pairs}; exchanges they rest on: {counted}."),
        {"pairs": Rows(), "counted": Counted()},
    )
    alone = Pattern("Most frequent: {provider} → {recipient}, in {exchanges} of {counted} exchanges.")
    shared = Pattern("No flow leads alone: the most frequent ones stand in {exchanges} of {counted} exchanges each.")
    most = Sentence(alone, {**first, **counts}) if leads(table, "exchanges") else Sentence(shared, counts)
    return [pairs, most]


def of_arrangements(table: Table) -> list[Sentence]:
    """How many exchanges are arranged in each way."""
    said, names = Pattern("{arrangement}: {exchanges} ({share})."), ("arrangement", "exchanges", "share")
    return [Sentence(said, {name: Place(row, name) for name in names}) for row in range(len(table.rows))]


def of_waiting(table: Table) -> list[Sentence]:
    """How long the steps take that anybody made."""
    said, names = Pattern("{step}: half within {half} days, of {done} cases."), ("step", "half", "done")
    made = [row for row in range(len(table.rows)) if Place(row, "half").of(table)[1] is not None]
    return [Sentence(said, {name: Place(row, name) for name in names}) for row in made]


def of_timeline(table: Table) -> list[Sentence]:
    """From when to when there are exchanges."""
    years = [int(row[0] or 0) for row in table.rows]
    oldest, newest = (Place(years.index(one), "year") for one in (min(years), max(years)))
    return [Sentence(Pattern("Years on record: {oldest} to {newest}."), {"oldest": oldest, "newest": newest})]


def of_endorsed(table: Table) -> list[Sentence]:
    """How often the first place was endorsed, and the last beside it."""
    said = Pattern("Of what stood in place {place}, {endorsed} of {decided} were endorsed ({share}).")
    rows = (0, len(table.rows) - 1) if len(table.rows) > 1 else (0,)
    names = ("place", "endorsed", "decided", "share")
    return [Sentence(said, {name: Place(row, name) for name in names}) for row in rows]


def _of_first_row(said: Pattern, *columns: str) -> Said:
    """One sentence with figures of the first row, each named as its column."""
    found = [Sentence(said, {name: Place(0, name) for name in columns})]
    return lambda _: found


of_chosen = _of_first_row(
    Pattern(
        "The mean reciprocal place of the chosen provider is {value} (95 % interval {low} to {high}; 1 would mean: "
        "always the first). Requests: {requests}."
    ),
    *("value", "low", "high", "requests"),
)
"""Where the chosen providers stood."""
of_gaps = _of_first_row(
    Pattern("In {exchanges} of {on_record} exchanges on record no year is told; they are counted in no year."),
    *("exchanges", "on_record"),
)
"""How often no year is told."""
