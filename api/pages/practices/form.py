"""The form in which a practice, or a version of it in another language, is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Response

from api.pages import choices as options
from api.pages.choices import Options
from api.pages.forms import WHOLE, Form
from api.pages.practices.opened import LINES
from api.pages.visits import Visit
from models import taxonomy
from models.practice import Practice
from models.practice_schemas import PracticeUpdate

PAGE = "practices/form.html"


@dataclass(frozen=True)
class PracticeFormPage:
    """The form of a new practice, or of one that is there. `first` is the version from which one translates into the
    language called `into`."""

    saves: str
    practice: Practice | None
    first: Practice | None
    into: str
    choices: "Choices"
    form: Form


@dataclass(frozen=True)
class Choices:
    """The options of the form."""

    languages: Options
    sectors: Options
    goals: Options


def form_page(
    visit: Visit,
    saves: str,
    form: Form,
    *,
    practice: Practice | None = None,
    first: Practice | None = None,
    into: str | None = None,
) -> PracticeFormPage:
    """The form that is sent to the address `saves`."""
    language = visit.language
    target = into or (practice.language if practice and first else None)
    return PracticeFormPage(
        saves=saves,
        practice=practice,
        first=first,
        into=taxonomy.language_name(target, language) if target else "",
        choices=Choices(options.languages(language), options.sectors(language), options.goals(language)),
        form=form,
    )


def shown(visit: Visit, page: PracticeFormPage, status: int = 200) -> Response:
    """Answers the form."""
    return visit.page(PAGE, page, status)


def words_of(practice: Practice) -> dict[str, Any]:
    """A stored practice as its form holds it."""
    found = {name: value for name, value in practice.model_dump().items() if value is not None}
    return found | {name: "\n".join(found[name]) for name in LINES}


def at_fields(typed: Mapping[str, Any], wrong: Mapping[str, str]) -> Form:
    """What was typed and the faults, that of the whole at the field with whose name it begins."""
    field, _, said = wrong.get(WHOLE, "").partition(": ")
    if said and field in PracticeUpdate.model_fields:
        return Form(typed, {field: said} | {name: one for name, one in wrong.items() if name != WHOLE})
    return Form(typed, wrong)
