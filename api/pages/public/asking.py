"""What a visitor of a list looks for: kept in the form, and shown as links of which each takes one wish away."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from fastapi import Request as HttpRequest
from pydantic import BaseModel, ValidationError

from api.pages import choices
from api.pages.choices import Options
from api.pages.forms import Form, faults_of

Query = TypeVar("Query", bound=BaseModel)
OF_THE_LIST = frozenset({"after", "limit"})
"""Parameters that say which part of a list is shown, not what is looked for."""


@dataclass(frozen=True)
class Control:
    """A field of the form of a list: words to type, one of some options, or with no options at all a box to tick.
    Those of the `first` line are always in sight."""

    name: str
    options: Options | None = None
    typed: bool = False
    first: bool = False


@dataclass(frozen=True)
class Wish:
    """Something that is looked for; `without` is the address of the list that does not ask for it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True)
class Search:
    """The form of a list with what is looked for; `open` where a wish stands in the folded part."""

    path: str
    form: Form
    first: list[Control]
    folded: list[Control]
    wishes: list[Wish]

    @property
    def open(self) -> bool:
        """Whether the folded part has something to show."""
        names = {one.name for one in self.folded}
        return not names.isdisjoint({one.name for one in self.wishes} | self.form.wrong.keys())


@dataclass(frozen=True)
class Asked(Generic[Query]):
    """The wishes that can be used, and the form with all that was typed; wrong ones are left out and named there."""

    query: Query
    form: Form

    @property
    def status(self) -> int:
        """The status of the answer."""
        return 422 if self.form.wrong else 200

    def as_search(self, request: HttpRequest, controls: Iterable[Control], language: str) -> Search:
        """The form of the list, at its own address."""
        known = list(controls)
        wishes = [
            Wish(name, choices.told(name, value, language), without(request, name))
            for name, value in self.form.typed.items()
            if name not in self.form.wrong and name not in OF_THE_LIST
        ]
        first, folded = [one for one in known if one.first], [one for one in known if not one.first]
        if not first:
            first, folded = folded, []
        return Search(request.url.path, self.form, first, folded, wishes)


def asked(shape: type[Query], request: HttpRequest, language: str) -> Asked[Query]:
    """What the address of a list asks for. Fields left empty ask for nothing, and what is unknown is passed over."""
    sent = {name: request.query_params.get(name, "").strip() for name in shape.model_fields}
    typed = {name: value for name, value in sent.items() if value}
    try:
        return Asked(shape.model_validate(typed), Form(typed))
    except ValidationError as error:
        wrong = faults_of(error, language)
        usable = {name: value for name, value in typed.items() if name not in wrong}
        return Asked(shape.model_validate(usable), Form(typed, wrong))


def without(request: HttpRequest, name: str) -> str:
    """The address of a list without one wish, from its beginning."""
    url = request.url.remove_query_params([name, *OF_THE_LIST])
    return f"{url.path}?{url.query}" if url.query else url.path
