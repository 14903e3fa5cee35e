"""Tells the answers to a report in one language."""

import re
from itertools import count

from sqlmodel import Session

from locales import LANGUAGES
from locales.messages import Message
from matcher.analytics.charts import Look, as_svg
from matcher.analytics.tables import NUMERIC
from matcher.analytics.telling import Telling, telling_of
from matcher.errors import BadInputError
from matcher.progress import Track, quietly
from matcher.report import method
from matcher.report.answering import Answered, Answers, Wish
from matcher.report.document import Document, ToldChapter, ToldChart, ToldHeading, ToldPart, ToldTable

TALLEST = 0.9
"""Height of a chart by its width, so that it fits on a page with its heading."""
WIDEST = 720
"""Units of a chart that take the whole width, so that the words of all charts are about as large."""
SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')


def composed(wish: Wish, answers: Answers, language: str, *, track: Track = quietly) -> Document:
    """The report in a language."""
    telling = _Told(wish, language)
    every = answers.tables
    parts = {one.number: telling.part(one) for one in track(every, "drawing", len(every))}
    return Document(
        language=language,
        title=method.title_of(wish.year).told(language),
        subtitle=method.SUBTITLE.told(language),
        year=str(wish.year),
        today=wish.today.isoformat(),
        state=method.state_of(wish.year, today=wish.today, language=language),
        held_back=method.HELD_BACK.told(language) if answers.held_back else "",
        citation=method.citation_of(wish.year, today=wish.today, language=language),
        licence=method.LICENCE.told(language),
        words=method.words(language),
        chapters=[
            ToldChapter(chapter.title.told(language), [parts[one.number] for one in answered])
            for chapter, answered in answers.chapters
        ],
        terms=method.terms(language),
        annex=parts[answers.annex.number],
    )


def check_language(language: str) -> None:
    """Raises BadInputError for a language that the service does not speak."""
    if language not in LANGUAGES:
        raise BadInputError("no report in {language!r}; choose {names}", language=language, names=", ".join(LANGUAGES))


class _Told:
    """Tells parts one after the other, and numbers their charts."""

    def __init__(self, wish: Wish, language: str) -> None:
        self.session: Session = wish.session
        self.year, self.language = wish.year, language
        self.charts = count(1)

    def part(self, answered: Answered) -> ToldPart:
        """A part with its sentences, charts and table."""
        part, view, table = answered.part, answered.view, answered.table
        telling = telling_of(self.session, table, self.language)
        sentences = [one.told(table, telling) for one in part.said(table)] if table.rows else []
        nothing = Message("Nothing is on record for {year}.", year=str(self.year))
        return ToldPart(
            title=(part.title or view.title).told(self.language),
            caption=view.caption.told(self.language),
            sentences=sentences,
            notes=[one.told(self.language) for one in table.notes],
            charts=[self._chart(answered, name, telling, sentences) for name in part.charts if table.rows],
            table=self._table(answered, telling),
            nothing="" if table.rows else nothing.told(self.language),
        )

    def _chart(self, answered: Answered, name: str, telling: Telling, sentences: list[str]) -> ToldChart:
        view, language = answered.view, self.language
        svg = as_svg(view.drawings[name](answered.table, telling), language, Look.PAPER)
        return ToldChart(
            number=next(self.charts),
            title=(answered.part.title or view.title).told(language),
            alt=" ".join([view.caption.told(language), *sentences]),
            svg=svg,
            share=_share(svg),
        )

    def _table(self, answered: Answered, telling: Telling) -> ToldTable:
        table, language = answered.table, self.language
        shown = table.rows[: answered.part.rows]
        whole = telling.whole
        cut = Message("The first {shown} of {rows} rows.", shown=whole(len(shown)), rows=whole(len(table.rows)))
        return ToldTable(
            number=answered.number,
            title=(answered.part.title or answered.view.title).told(language),
            file=answered.file,
            headings=[
                ToldHeading(one.title.told(language), one.meaning.told(language), one.kind in NUMERIC)
                for one in table.columns
            ],
            rows=[[telling.cell(*cell) for cell in zip(table.columns, row, strict=True)] for row in shown],
            rows_in_all=whole(len(table.rows)),
            counted=whole(table.counted),
            cut=cut.told(language) if len(shown) < len(table.rows) else "",
        )


def _share(svg: str) -> float:
    """How much of the page's width a chart takes."""
    found = SIZE.search(svg)
    width, height = (float(one) for one in found.groups()) if found else (1.0, 1.0)
    return round(min(1.0, TALLEST * width / height, width / WIDEST), 3)
