"""Writes a version of a practice in another language, beside the words of the first one."""

from fastapi import Response

from api.dependencies import ReadSession
from api.pages.form_pages import form_pages
from api.pages.forms import Form, tried
from api.pages.practices.form import at_fields, form_page, shown
from api.pages.practices.opened import HERE, FoundPractice, address, read_lines
from api.pages.practices.sent import Sent
from api.pages.practices.writing import after_saving
from api.pages.visits import CurrentVisit
from matcher.errors import NotFoundError
from matcher.policy.practices import PracticeAction
from matcher.practices.finding import the_practice
from matcher.practices.versions import translate_practice
from models import taxonomy
from models.practice import Practice
from models.practice_schemas import PracticeTranslation

INTO = f"{HERE}/translate/{{into}}"

router = form_pages()


@router.get(INTO)
def write(visit: CurrentVisit, session: ReadSession, practice: FoundPractice, into: str) -> Response:
    """An empty form beside the first version."""
    first = the_practice(session, visit.actor, practice.original, PracticeAction.TRANSLATE)
    form = Form({"figures": "\n".join(first.figures)})
    return shown(visit, form_page(visit, _saves(first, into), form, first=first, into=into))


@router.post(INTO)
def create(sent: Sent, into: str) -> Response:
    """Stores the draft of a version."""
    visit, session = sent.visit, sent.session
    first = the_practice(session, visit.actor, sent.practice.original, PracticeAction.TRANSLATE)
    saves = _saves(first, into)

    def act(wanted: PracticeTranslation) -> Response:
        row = translate_practice(session, visit.actor, first.id, wanted, now=visit.now)
        return after_saving(visit, session, row, sent.typed)

    def again(form: Form, status: int) -> Response:
        page = form_page(visit, saves, at_fields(sent.typed, form.wrong), first=first, into=into)
        return shown(visit, page, status)

    return tried(PracticeTranslation, read_lines(sent.typed) | {"language": into}, visit.language, act=act, again=again)


def _saves(first: Practice, into: str) -> str:
    """Where the form goes. Raises NotFoundError for a language that is none, or that the practice has."""
    if into not in taxonomy.languages() or into == first.language:
        raise NotFoundError("version", into)
    return f"{address(first)}/translate/{into}"
