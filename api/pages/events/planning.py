"""The button that plans an event. It takes seconds, so that it keeps no transaction open."""

from fastapi import Response

from api.dependencies import CurrentSettings, Shelf
from api.pages.events.desk import Asked, Forms, organize_page
from api.pages.events.opened import HERE
from api.pages.events.organizing import DESK, PAGE
from api.pages.form_pages import asking_pages
from api.pages.forms import Form, Typed, tried
from api.pages.visits import SeparateVisit
from matcher.events.arranging import plan_event
from models.base import Schema
from models.database import reading

router = asking_pages()


class Planning(Schema):
    """The plan that the page showed, 0 where there was none: the button pressed twice plans once."""

    after: int | None = None


@router.post(HERE + "/plan")
def plan(visit: SeparateVisit, settings: CurrentSettings, shelf: Shelf, event_id: str, typed: Typed) -> Response:
    """Plans the event, or plans it again."""

    def act(said: Planning) -> Response:
        plan_event(settings.engine, visit.actor, event_id, index_of=shelf.index, now=visit.now, after=said.after)
        return visit.on_to(f"/events/{event_id}{DESK}", done="planned")

    def again(form: Form, status: int) -> Response:
        with reading(settings.engine) as session:
            page = organize_page(session, visit, event_id, Asked(), Forms(planning=form))
        return visit.page(PAGE, page, status)

    return tried(Planning, typed, visit.language, act=act, again=again)
