"""One page for every view: its filters, its charts, its table, and its files."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Response
from markupsafe import Markup

from api.dependencies import ReadSession
from api.pages import choices
from api.pages.analytics.cells import Heading, Told, headings_of, told
from api.pages.analytics.leading import OfferForm, lead, offer_form
from api.pages.form_pages import plain_pages
from api.pages.public.asking import Control, Search, asked
from api.pages.visits import CurrentVisit, Visit
from api.routes.analytics import ViewQuery
from matcher.analytics.asked import Asked
from matcher.analytics.files import FORMS, PICTURES, page_svg
from matcher.analytics.groups import GROUPS, Group, view_of, views_of
from matcher.analytics.tables import Table
from matcher.analytics.telling import telling_of
from matcher.analytics.views import View
from matcher.analytics.wanted import Across, Arrangement, Level

SHOWN = 25
"""Rows of the table in a page; the files hold all."""

router = plain_pages()


@dataclass(frozen=True)
class ViewLink:
    """A view in the list of its group."""

    path: str
    title: str
    caption: str
    current: bool = False


@dataclass(frozen=True)
class GroupPage:
    """The views of a group."""

    title: str
    views: list[ViewLink]


@dataclass(frozen=True)
class Picture:
    """A chart: the SVG for the page, and where its files are, by format."""

    svg: Markup
    files: list[tuple[str, str]]


@dataclass(frozen=True)
class ViewPage:
    """A view with what it was asked; `rows` are the first of `rows_in_all`, `files` the tables by format. `drawn_alone`
    leads to charts that are not among `pictures`, and from one of them back to the others, under no name."""

    group: str
    group_path: str
    title: str
    caption: str
    others: list[ViewLink]
    search: Search
    basis: str
    notes: list[str]
    pictures: list[Picture]
    drawn_alone: list[tuple[str, str]]
    headings: list[Heading]
    rows: list[list[Told]]
    rows_in_all: int
    offer_form: OfferForm | None
    files: list[tuple[str, str]]


@router.get("/network")
def network(visit: CurrentVisit) -> Response:
    """The views of the exchange network."""
    return _group(visit, Group.NETWORK)


@router.get("/demand")
def demand(visit: CurrentVisit) -> Response:
    """The views of demand and supply."""
    return _group(visit, Group.DEMAND)


@router.get("/network/{view}")
def network_view(visit: CurrentVisit, session: ReadSession, view: str) -> Response:
    """A view of the exchange network."""
    return _shown(visit, session, Group.NETWORK, view)


@router.get("/demand/{view}")
def demand_view(visit: CurrentVisit, session: ReadSession, view: str) -> Response:
    """A view of demand and supply."""
    return _shown(visit, session, Group.DEMAND, view)


def _group(visit: Visit, group: Group) -> Response:
    page = GroupPage(GROUPS[group].title.told(visit.language), _links(visit, group))
    return visit.page("analytics/group.html", page)


def _shown(visit: Visit, session: ReadSession, group: Group, name: str) -> Response:
    view, language = view_of(visit.actor, group, name), visit.language
    wanted = asked(ViewQuery, visit.request, language)
    question = Asked(session, visit.actor, wanted.query.wanted(), visit.today)
    table, alone = view.answer(question), visit.request.query_params.get("chart", "")
    shown = table.first(SHOWN)
    telling = telling_of(session, shown, language)
    page = ViewPage(
        group=GROUPS[group].title.told(language),
        group_path=f"/{group}",
        title=view.title.told(language),
        caption=view.caption.told(language),
        others=_links(visit, group, name),
        search=wanted.as_search(visit.request, _controls(view, language), language),
        basis=view.basis(table.counted).told(language),
        notes=[one.told(language) for one in table.notes],
        pictures=list(_pictures(visit, group, view, question, table, alone)),
        drawn_alone=list(_alone(visit, group, view, table, alone)),
        headings=headings_of(table, language),
        rows=[told(telling, table, row, lead(view, table, row)) for row in shown.rows],
        rows_in_all=len(table.rows),
        offer_form=offer_form(visit, view, wanted.query.wanted()),
        files=[(form, _file(visit, group, view, form)) for form in FORMS if form not in PICTURES],
    )
    return visit.page("analytics/view.html", page, wanted.status)


def _pictures(visit: Visit, group: Group, view: View, asked: Asked, table: Table, alone: str) -> Iterable[Picture]:
    """The charts of a view, or one alone; none where there is nothing to draw."""
    for name in view.drawings_of(table) if table.rows else ():
        if name == alone if alone in view.alone else name not in view.alone:
            files = [(form, _file(visit, group, view, form, chart=name)) for form in PICTURES]
            # drawn by vl-convert, which escapes the words in it
            yield Picture(Markup(page_svg(asked, view, table, name, visit.language)), files)  # noqa: S704  # nosec B704


def _alone(visit: Visit, group: Group, view: View, table: Table, shown: str) -> Iterable[tuple[str, str]]:
    if not table.rows:
        return
    if shown in view.alone:
        yield "", f"/{group}/{view.name}{_query(visit, chart='')}"
        return
    for name, title in view.alone.items():
        yield title.told(visit.language), f"/{group}/{view.name}{_query(visit, chart=name)}"


def _file(visit: Visit, group: Group, view: View, form: str, **more: str) -> str:
    return f"/api/v1/analytics/{group}/{view.name}.{form}{_query(visit, lang=visit.language, **more)}"


def _query(visit: Visit, **more: str) -> str:
    """What was asked for, with something else; nothing empty."""
    asked_for = {**visit.request.query_params, **more}
    filled = {name: value for name, value in asked_for.items() if value}
    return f"?{urlencode(filled)}" if filled else ""


def _links(visit: Visit, group: Group, current: str = "") -> list[ViewLink]:
    return [
        ViewLink(
            f"/{group}/{one.name}",
            one.title.told(visit.language),
            one.caption.told(visit.language),
            one.name == current,
        )
        for one in views_of(visit.actor, group)
    ]


def _controls(view: View, language: str) -> list[Control]:
    """The filters that the view knows."""
    known = [
        Control("level", tuple((one.value, one.value) for one in Level), first=True),
        Control("focus", typed=True, first=True),
        Control("by", tuple((one.value, one.value) for one in Across if one != Across.REGION), first=True),
        Control("sector", choices.sectors(language), first=True),
        Control("region", choices.regions(language), first=True),
        Control("language", choices.languages(language), first=True),
        Control("modality", choices.modalities(language)),
        Control("arrangement", tuple((one.value, one.value) for one in Arrangement)),
        Control("since", typed=True),
        Control("until", typed=True),
    ]
    return [one for one in known if one.name in view.takes]
