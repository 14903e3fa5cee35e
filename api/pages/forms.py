"""Forms: what was typed, and what is wrong with it. A form that fails comes back with all but its secrets."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Response
from fastapi import Request as HttpRequest
from pydantic import ValidationError
from starlette.datastructures import FormData

from api.pages.overtaken import Overtaken, overtaken
from api.security.forgery import PROOF
from api.transactions import ONCE
from locales.messages import Message
from matcher.errors import DeadLinkError, StaleEditError, SursurError
from matcher.field_words import message_of
from models.base import Schema

Shape = TypeVar("Shape", bound=Schema)

WHOLE = ""
"""The name under which a form's own fault stands."""
CHANGED = Message(
    "somebody else has changed this since you opened it; see in another window what is new before you send yours again"
)
"""What people read of a stale edit; programs are told the versions."""


@dataclass(frozen=True)
class Form:
    """What a form holds: the words that were typed and what is wrong, by field. `overtaken` where somebody else has
    changed the same meanwhile."""

    typed: Mapping[str, Any] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    overtaken: Overtaken | None = None


class WrongForm(Exception):  # noqa: N818
    """A form that cannot be used, as it goes back to the reader."""

    def __init__(self, form: Form, status: int = 422) -> None:
        super().__init__(form, status)
        self.form = form
        self.status = status


async def _typed(request: HttpRequest) -> dict[str, Any]:
    """The fields of the form that was sent; a list where there are several of one name, such as ticked boxes. A field
    without words counts as left out."""
    request.state.typed = found = _words(await request.form())
    return found


def _words(data: FormData) -> dict[str, Any]:
    found: dict[str, str | list[str]] = {}
    for name in data.keys() - {ONCE, PROOF}:
        words = [one.strip() for one in data.getlist(name) if isinstance(one, str) and one.strip()]
        if words:
            found[name] = words if len(words) > 1 else words[0]
    return found


Typed = Annotated[dict[str, Any], Depends(_typed)]


def sent_by(request: HttpRequest) -> dict[str, Any]:
    """What the form of a call held, as far as it was read, but for what is a secret in any form."""
    form = getattr(request.state, "form", None)
    typed: dict[str, Any] = _words(form) if form is not None else getattr(request.state, "typed", {})
    secret = set(_secrets(Schema)) if typed else ()
    return {name: value for name, value in typed.items() if name not in secret}


def _secrets(shape: type[Schema]) -> Iterator[str]:
    yield from (name for name, one in shape.model_fields.items() if "Secret" in str(one.annotation))
    for one in shape.__subclasses__():
        yield from _secrets(one)


def read_as(shape: type[Shape], typed: Mapping[str, Any], language: str) -> Shape:
    """What was typed, as the schema that it must fit. Raises WrongForm with every fault at its field."""
    try:
        return shape.model_validate(_with_lists(shape, typed))
    except ValidationError as error:
        raise WrongForm(Form(without_secrets(shape, typed), faults_of(error, language))) from None


def faults_of(error: ValidationError, language: str) -> dict[str, str]:
    """What is wrong with each field, in our own words in English too: those of pydantic are for programmers."""
    return {str((*one["loc"], WHOLE)[0]): Message.told(message_of(one), language) for one in error.errors()}


def tried(
    shape: type[Shape],
    typed: Mapping[str, Any],
    language: str,
    *,
    act: Callable[[Shape], Response],
    again: Callable[[Form, int], Response],
) -> Response:
    """Acts upon a form; shows it again, with what is wrong, where it cannot be used.

    Raises DeadLinkError, and UnauthenticatedError of somebody without a session: then there is no form to show.
    """
    try:
        return act(read_as(shape, typed, language))
    except DeadLinkError:
        raise
    except WrongForm as wrong:
        return again(wrong.form, wrong.status)
    except StaleEditError as error:
        kept = without_secrets(shape, typed)
        return again(Form(kept, {WHOLE: CHANGED.told(language)}, overtaken(error, kept, language)), error.status)
    except SursurError as error:
        return again(Form(without_secrets(shape, typed), {WHOLE: error.told(language)}), error.status)


def _with_lists(shape: type[Schema], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, a single word as a list where the schema wants one."""
    lists = {name for name, one in shape.model_fields.items() if "list[" in str(one.annotation)}
    return {name: [value] if name in lists and isinstance(value, str) else value for name, value in typed.items()}


def emptied(shape: type[Schema], kept: Collection[str]) -> dict[str, Any]:
    """All fields of a form as they are left where nothing is typed or ticked in them, but for those that stay."""
    kinds = {name: str(one.annotation) for name, one in shape.model_fields.items() if name not in kept}
    return {name: [] if "list[" in kind else False if "bool" in kind else "" for name, kind in kinds.items()}


def without_secrets(shape: type[Schema], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, but for passwords and codes."""
    secret = set(_secrets(shape))
    return {name: value for name, value in typed.items() if name not in secret}
