"""The texts of errors, read from the source: what the calls that build errors and messages say."""

import ast
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from api.problems import PHRASES
from locales.messages import Message, ToldError
from matcher.exchanges.parts import CHECKED
from matcher.field_words import MAIL_ADDRESS, OTHERWISE, WORDS
from matcher.intake.kinds import KINDS
from matcher.policy import RULES
from models.account import Role
from models.application import ApplicationState
from models.decision import Side
from models.delivery import DeliveryState
from models.evaluation import Stage
from models.event import EventState
from models.exchange import ExchangeState, PartyRole
from models.hold import Held
from models.match import MatchState
from models.meeting import MeetingState
from models.post import PostState
from models.practice import PracticeState

Kind = TypeVar("Kind", bound=ToldError)
FOLDERS = ("api", "locales", "matcher", "models")
ENGLISH = ("api/cli/", "api/settings.py")
"""What only the command line and the log say, which speak English."""
SAID: Mapping[str, tuple[int, ...]] = {
    "NotFoundError": (0, 2),
    "check_version": (1,),
    "Limit": (3,),
    "Pattern": (0,),
    "member_of": (0,),
    "super": (0,),
    "BadFileError": (),
    "ManyRefusedError": (),
    "RunStoppedError": (),
}
"""Which arguments of a call are texts, where they are others than the first; `super` is `super().__init__`."""
VOCABULARIES: tuple[type[StrEnum], ...] = (
    Role,
    Side,
    PartyRole,
    Stage,
    DeliveryState,
    Held,
    MatchState,
    PostState,
    PracticeState,
    ExchangeState,
    EventState,
    MeetingState,
    ApplicationState,
)
"""The words for people and states that errors name."""
NOUNS = ("weight table",)
"""Nouns of errors that stand in no table of nouns."""


def told_calls(path: Path, callers: frozenset[str]) -> Iterator[tuple[ast.Call, list[ast.expr]]]:
    """The calls of a file that build a message, each with its arguments that are texts."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = _called(node) if isinstance(node, ast.Call) else None
        if isinstance(node, ast.Call) and name in callers:
            yield node, [node.args[place] for place in SAID.get(str(name), (0,)) if place < len(node.args)]


def callers() -> frozenset[str]:
    """The names of all that builds a message from a text."""
    return frozenset({one.__name__ for one in and_kinds(ToldError)} | {Message.__name__} | SAID.keys())


def error_texts(root: Path) -> Iterator[tuple[str, str]]:
    """Every text of an error with the place that it stands in."""
    names = callers()
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            place = path.relative_to(root).as_posix()
            if not place.startswith(ENGLISH):
                said = (text for _, texts in told_calls(path, names) for text in texts)
                yield from ((place, one) for text in said if (one := _text(text)))
    yield from (("matcher/field_words.py", text) for text in (*WORDS.values(), MAIL_ADDRESS, OTHERWISE))
    yield from (("api/problems.py", text) for text in PHRASES.values())
    yield from (("nouns and states", text) for text in words())


def words() -> set[str]:
    """The nouns and states that messages take for values."""
    seen = {action.removesuffix(".see") for action in RULES if action.endswith(".see")}
    nouns = seen | {one.__name__.lower() for one in CHECKED}
    return nouns | KINDS.keys() | set(NOUNS) | {str(word) for one in VOCABULARIES for word in one}


def _text(said: ast.expr) -> str | None:
    """A text that is to be translated: one with words beside its values and the field that it begins with."""
    text = said.value if isinstance(said, ast.Constant) and isinstance(said.value, str) else ""
    return text if re.search(r"[A-Za-z]", re.sub(r"^[a-z_]+: |\{[^{}]*\}", "", text)) else None


def and_kinds(error: type[Kind]) -> Iterator[type[Kind]]:
    """An error and all kinds of it, wherever they are defined."""
    yield error
    for kind in error.__subclasses__():
        yield from and_kinds(kind)


def _called(call: ast.Call) -> str | None:
    if isinstance(call.func, ast.Name):
        return call.func.id
    if isinstance(call.func, ast.Attribute) and call.func.attr == "__init__":
        return _called(call.func.value) if isinstance(call.func.value, ast.Call) else None
    return None
