"""Views as files: tables with codes, for programs, and charts with names, for people."""

from collections.abc import Callable

from sqlmodel import Session

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.charts import Look, as_png, as_svg
from matcher.analytics.tables import Table
from matcher.analytics.telling import Telling, telling_of
from matcher.analytics.views import Chart, View
from matcher.errors import NotFoundError
from matcher.exporting.formats import FORMATS

PICTURES: dict[str, Callable[[Chart, str], bytes]] = {
    "svg": lambda chart, language: as_svg(chart, language, Look.PAPER).encode(),
    "png": as_png,
}
FORMS = (*FORMATS, *PICTURES)
"""The formats of a view."""
BYTES_OF_A_CELL = 60


def as_file(
    session: Session, view: View, table: Table, form: str, *, chart: str | None = None, language: str = "en"
) -> bytes:
    """A view's answer as a file. Raises NotFoundError for a format or a chart that there is not."""
    if form in FORMATS:
        return FORMATS[form]([one.name for one in table.columns], list(table.records()))
    if form not in PICTURES:
        raise NotFoundError("format", form, Message("choose {names}", names=", ".join(FORMS)))
    return PICTURES[form](drawn(session, view, table, chart=chart, language=language), language)


def drawn(session: Session, view: View, table: Table, *, chart: str | None, language: str) -> Chart:
    """One of a view's charts, the first where none is named. Raises NotFoundError for one that there is not, or that
    cannot be made of this table."""
    drawings = view.drawings_of(table)
    name = chart or next(iter(drawings), "")
    if name not in drawings:
        raise NotFoundError("chart", name, Message("choose {names}", names=", ".join(drawings) or "csv"))
    return drawings[name](table, telling_of(session, table, language))


def page_svg(asked: Asked, view: View, table: Table, chart: str, language: str) -> str:
    """One of the charts of a view's answer as its page shows it, drawn once for each answer."""
    key = (*view.key(asked), language)

    def telling() -> Telling:
        return telling_of(asked.session, table, language)

    def drawn_now() -> str:
        told = asked.kept(view.rests_on, (*key, "names"), telling, lambda one: len(one.organizations) + len(one.posts))
        return as_svg(view.drawings[chart](table, told), language)

    return asked.kept(view.rests_on, (*key, "chart", chart), drawn_now, lambda svg: len(svg) // BYTES_OF_A_CELL)
