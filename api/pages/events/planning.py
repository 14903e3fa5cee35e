"""The button that plans an event. It takes seconds, so that it keeps no transaction open."""

from fastapi import Response

from api.dependencies import CurrentSettings, Shelf
from api.pages.events.desk import Asked, Forms, organize_page
from api.pages.events.opened import HERE
from api.pages.events.organizing import DESK, PAGE
from api.pages.form_pages import Nothing, asking_pages
from api.pages.forms import Form, tried
from api.pages.visits import SeparateVisit
from matcher.events.arranging import plan_event
from models.database import reading

router = asking_pages()


@router.post(HERE + "/plan")
def plan(visit: SeparateVisit, settings: CurrentSettings, shelf: Shelf, event_id: str) -> Response:
    """Plans the event, or plans it again."""

    def act(said: Nothing) -> Response:  # noqa: ARG001
        plan_event(settings.engine, visit.actor, event_id, index_of=shelf.index, now=visit.now)
        return visit.on_to(f"/events/{event_id}{DESK}", done="planned")

    def again(form: Form, status: int) -> Response:
        with reading(settings.engine) as session:
            page = organize_page(session, visit, event_id, Asked(), Forms(planning=form))
        return visit.page(PAGE, page, status)

    return tried(Nothing, {}, visit.language, act=act, again=again)
