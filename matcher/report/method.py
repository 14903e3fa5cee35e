"""What the words of the report mean, how it counts, and how it may be used."""

from datetime import date

from babel.dates import format_date

from locales.messages import Message
from matcher.report.document import Term, Words
from matcher.report.sentences import Pattern

TERMS: tuple[tuple[Message, Message], ...] = (
    (
        Message("Exchange"),
        Message(
            "A cooperation in which one side learns and one or more sides teach. It is counted once it runs; what was "
            "agreed but never begun, or given up, is not counted."
        ),
    ),
    (
        Message("Year of an exchange"),
        Message(
            "An exchange belongs to each year from its beginning to its end; its actual days count before the years "
            "that were told. One whose end is not told belongs to the year of its beginning alone, one that still runs "
            "to all years until today. One of which no year is told is counted in no year."
        ),
    ),
    (Message("Bilateral"), Message("Between two countries, without a third side.")),
    (
        Message("Triangular"),
        Message("Between two countries, with a third side that teaches too, facilitates or funds."),
    ),
    (Message("Regional"), Message("Among three or more countries that learn or teach as main sides.")),
    (
        Message("Dual role"),
        Message("A country has a dual role where it taught in some exchanges and learned in others."),
    ),
    (
        Message("Unmet"),
        Message("A published request that has not expired and for which no suggestion stands."),
    ),
    (
        Message("Flow"),
        Message("An exchange counts once for each pair of a country that taught and another one that learned in it."),
    ),
    (
        Message("Regions and groups of income"),
        Message("Regions are those of the United Nations (M49), groups of income those of the World Bank."),
    ),
    (
        Message("95 % interval"),
        Message(
            "Where shares or means rest on few cases, the interval tells how far they might lie from what is shown: of "
            "shares after Wilson, of means by a bootstrap over requests."
        ),
    ),
    (
        Message("Institutions and people"),
        Message(
            "Institutions are counted, and named only where the parties show them. No table holds a person or a "
            "contact."
        ),
    ),
    (
        Message("Tables and files"),
        Message(
            "Each figure of the text stands in the table beside it. The files hold all rows of every table, with codes "
            "for countries (ISO 3166-1) and sectors; the list of the tables says on how many cases each rests."
        ),
    ),
)
"""Words and rules, in the order in which they are read."""

LICENCE = Message(
    "This report and its tables may be used, shared and adapted under the licence Creative Commons Attribution 4.0 "
    "International (CC BY 4.0), https://creativecommons.org/licenses/by/4.0/."
)
HELD_BACK = Message(
    "This copy lacks the chapters on demand and response times: they are for analysts, focal points and administrators."
)
TITLE = Pattern("South-South cooperation in {year}")
SUBTITLE = Pattern("Yearly report")


def terms(language: str) -> list[Term]:
    """The words and rules in a language."""
    return [Term(word.told(language), meaning.told(language)) for word, meaning in TERMS]


def title_of(year: int) -> Message:
    """The title of the report of a year."""
    return Message(TITLE.template, year=str(year))


def state_of(year: int, *, today: date, language: str) -> str:
    """Of which day the figures are, and whether the year is over."""
    day = format_date(today, format="long", locale=language)
    told = Message("Figures as of {day}.", day=day)
    if year < today.year:
        return told.told(language)
    return Message("{told} The year is not over.", told=told).told(language)


def citation_of(year: int, *, today: date, language: str) -> str:
    """How the report is to be named by who uses it."""
    day = format_date(today, format="long", locale=language)
    return Message(
        "Sursur ({made}): {title}. Yearly report, figures as of {day}.",
        made=str(today.year),
        title=title_of(year),
        day=day,
    ).told(language)


def words(language: str) -> Words:
    """The words around the content, in a language."""
    found = {
        "contents": Message("Contents"),
        "table": Message("Table"),
        "figure": Message("Chart"),
        "source": Message("Source"),
        "method": Message("Method and sources"),
        "definitions": Message("What the words mean and how is counted"),
        "tables": Message("List of the tables"),
        "columns": Message("What the columns mean"),
        "file": Message("File"),
        "rows": Message("Rows"),
        "cases": Message("Cases"),
        "citing": Message("Citing and use"),
    }
    return Words(**{name: one.told(language) for name, one in found.items()})
