"""Errors say a text of the source with the values of its fields, so that each can be told in four languages."""

import ast
import re
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, EmailStr, Field, ValidationError

from api.error_texts import FOLDERS, SAID, callers, error_texts, told_calls
from locales import LANGUAGES, translate
from locales.messages import Behind, Message, either
from matcher.errors import BadInputError, NotFoundError, TooManyError, WorkersLostError
from matcher.field_words import WORDS, message_of
from models.errors import UnfitError
from models.states import IllegalMoveError
from tests import builders
from tests.conftest import ROOT

OTHERS = [language for language in LANGUAGES if language != "en"]
BUILT = (ast.JoinedStr, ast.BinOp, ast.IfExp, ast.BoolOp)
"""Texts put together on the spot, which no catalogue can hold."""


def calls() -> Iterator[tuple[Path, ast.Call, list[ast.expr]]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            place = path.relative_to(ROOT)
            if not place.as_posix().startswith("locales/"):
                yield from ((place, *one) for one in told_calls(path, callers()))


def built_on_the_spot(text: ast.expr) -> bool:
    """Whether a text is no text of the source: an f-string, a concatenation, or `str` or `format` of something."""
    if isinstance(text, ast.Call):
        name = text.func.id if isinstance(text.func, ast.Name) else getattr(text.func, "attr", "")
        return name in {"str", "repr", "format", "join"}
    return isinstance(text, BUILT)


def test_no_error_is_put_together_on_the_spot() -> None:
    found = [(path, call, text) for path, call, texts in calls() for text in texts]

    assert len(found) > 250
    assert [f"{path}:{call.lineno}" for path, call, text in found if built_on_the_spot(text)] == []


@pytest.mark.long
def test_each_error_is_given_the_values_of_its_fields() -> None:
    wrong = []
    for path, call, texts in calls():
        named = {one.arg for one in call.keywords}
        own = isinstance(call.func, ast.Name) and call.func.id in SAID
        if own or None in named or not (texts and isinstance(texts[0], ast.Constant)):
            continue
        if {name for _, name, _, _ in Formatter().parse(str(texts[0].value)) if name} != named:
            wrong.append(f"{path}:{call.lineno}")

    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_begins_with_a_field_does_so_in_every_language(language: str) -> None:
    field = re.compile(r"(?!expected)(?:[a-z_]+|\{field\}): ")
    texts = {text: found.group() for _, text in error_texts(ROOT) if (found := field.match(text))}

    assert len(texts) > 20
    assert [text for text, begin in texts.items() if not translate(text, language).startswith(begin)] == []


def test_an_error_is_english_to_the_log_and_told_in_the_language_of_the_reader() -> None:
    error = BadInputError("an Idempotency-Key has 1 to {longest_key} characters", longest_key=80)

    assert str(error) == error.told("en") == "an Idempotency-Key has 1 to 80 characters"
    assert error.told("es") == "una Idempotency-Key tiene de 1 a 80 caracteres"
    assert error.told("xx") == str(error)


def test_a_whole_english_sentence_is_still_an_error() -> None:
    error = BadInputError("the value {x} of “%s” is 100 % wrong")

    assert {str(error), error.told("fr")} == {"the value {x} of “%s” is 100 % wrong"}
    assert BadInputError().told("es") == ""


def test_values_with_braces_stay_as_they_are() -> None:
    assert BadInputError("{email} is {key!r}", email="{key}", key="{0}").told("pt") == "{key} is '{0}'"


def test_messages_within_messages_are_told_in_the_same_language() -> None:
    hint = Message("among those of request {request!r}", request="req-agua")

    assert str(NotFoundError("match", "7", hint)) == "there is no match '7': among those of request 'req-agua'"
    assert NotFoundError("match", "7", hint).told("es") == (
        "no existe aquí: vinculación '7': no figura entre las de la solicitud 'req-agua'"
    )
    assert (
        WorkersLostError("the cluster lost the index {tries} times", tries=3)
        .told("fr")
        .startswith("la grappe a perdu l’index 3 fois\u00a0; ce qu’ils ont terminé")
    )
    assert TooManyError("too many wrong codes", 9).told("pt") == (
        "códigos incorretos demais; tente novamente em 9 segundos"
    )


def test_one_of_several_words_is_joined_by_the_readers_or() -> None:
    assert str(either(["draft"])) == "draft"
    assert str(either(["agreed", "running", "completed"])) == "agreed or running or completed"
    assert either(["agreed", "running"]).told("es") == "acordado o en curso"


def test_large_numbers_are_grouped_as_the_reader_does() -> None:
    message = Message("a file may have {most_bytes:,} bytes; split it", most_bytes=25_000_000)

    assert str(message) == "a file may have 25,000,000 bytes; split it"
    assert "25.000.000 bytes" in message.told("es")


def test_a_message_can_leave_the_field_out_that_it_begins_with() -> None:
    assert Behind(Message("name: an organization has a name")).told("es") == "una organización debe tener un nombre"


def test_a_move_that_cannot_be_names_its_states() -> None:
    row = builders.request(state="closed")
    with pytest.raises(IllegalMoveError, match="a request that is closed cannot become draft") as refused:
        row.state = "draft"

    assert refused.value.told("pt") == "solicitação: não é possível passar do estado «encerrado» ao estado «rascunho»"


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Inner(BaseModel, extra="forbid"):
    whole: int = 1


class Everything(BaseModel, extra="forbid"):
    name: Annotated[str, Field(min_length=2, max_length=4, pattern="^[a-z]+$")] = "abc"
    many: Annotated[list[int], Field(min_length=1, max_length=2)] = [1]
    share: Annotated[float, Field(gt=0, lt=1)] = 0.5
    count: Annotated[int, Field(ge=1, le=9)] = 1
    flag: bool = False
    day: date = date(2026, 1, 1)
    moment: datetime = datetime(2026, 1, 1)  # noqa: DTZ001
    colour: Colour = Colour.RED
    kind: Literal["one", "two"] = "one"
    inner: Inner = Inner()
    mail: EmailStr = "a@b.example.org"
    facts: dict[str, int] = {}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", "a", "Demasiado corto; mínimo de caracteres: 2"),
        ("name", "abcde", "Demasiado largo; máximo de caracteres: 4"),
        ("name", "a1", "Este texto no tiene la forma requerida: ^[a-z]+$"),
        ("name", 3, "Indique un texto."),
        ("many", [], "Hay muy pocos elementos; como mínimo: 1"),
        ("many", [1, 2, 3], "Hay demasiados elementos; como máximo: 2"),
        ("many", 5, "Indique una lista."),
        ("share", 0, "El valor debe ser mayor que 0.0."),
        ("share", 1, "El valor debe ser menor que 1.0."),
        ("share", "x", "Indique un número."),
        ("count", 0, "El valor mínimo es 1."),
        ("count", 10, "El valor máximo es 9."),
        ("count", "x", "Indique un número entero."),
        ("count", 1.5, "Indique un número entero."),
        ("flag", "x", "Indique true (verdadero) o false (falso)."),
        ("day", "x", "Indique un día, por ejemplo 2026-11-21."),
        ("moment", "x", "Indique un momento en UTC, por ejemplo 2026-11-21T09:00:00Z."),
        ("colour", "x", "Indique uno de estos valores: 'red', 'blue'"),
        ("kind", "x", "Indique uno de estos valores: 'one', 'two'"),
        ("inner", 1, "Indique un objeto con campos."),
        ("mail", "x", "Esta no es una dirección de correo válida."),
        ("facts", 1, "Indique un objeto con campos."),
        ("other", 1, "Este campo no existe aquí."),
    ],
)
def test_the_checks_of_fields_speak_the_readers_language(field: str, value: Any, told: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Everything.model_validate({field: value})
    (details,) = refused.value.errors()

    assert message_of(details).told("es") == told
    assert str(message_of(details)) == details["msg"]


@pytest.mark.parametrize("kind", WORDS)
def test_what_fields_are_said_to_need_takes_its_values_from_pydantic(kind: str) -> None:
    """The fields of our words are those that pydantic names in its own."""
    known = {"min_length", "max_length", "pattern", "gt", "ge", "lt", "le", "expected", "error"}

    assert {name for _, name, _, _ in Formatter().parse(WORDS[kind]) if name} <= known


def test_a_check_that_has_no_words_of_ours_is_told_in_english_behind_one_that_has() -> None:
    details = {"type": "odd", "msg": "Input is odd", "loc": ("a",), "ctx": {}}

    assert message_of(details).told("fr") == "Cette valeur ne convient pas\u00a0: Input is odd"


def test_a_check_of_ours_says_its_own_message() -> None:
    error = UnfitError("unknown SDG {wrong}: goals are numbered 1 to 17", wrong=99)
    details = {"type": "value_error", "msg": f"Value error, {error}", "loc": ("sdgs",), "ctx": {"error": error}}

    assert str(message_of(details)) == "unknown SDG 99: goals are numbered 1 to 17"
    assert message_of(details).told("pt") == "ODS desconhecido 99: os objetivos vão de 1 a 17"
