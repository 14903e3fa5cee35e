"""Messages with values: English in the logs, and in each reader's own language where a person reads them."""

from collections.abc import Collection
from functools import reduce
from string import Formatter
from typing import Any

from babel.numbers import format_decimal

from locales import translate


class Message:
    """A text of the source with the values of its `{fields}`. Values that are messages themselves are told in the same
    language, several of them one behind the other; all others stay as they are."""

    def __init__(self, template: str = "", /, **values: object) -> None:
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.told("en")

    def __repr__(self) -> str:
        return repr(str(self))

    @property
    def for_people(self) -> "Message":
        """What people read where programs are told this."""
        return self

    def told(self, language: str) -> str:
        """The message in a language; in English where the text has no translation."""
        template = translate(self.template, language)
        if not self.values:
            return template
        shown = {name: _shown(value, language) for name, value in self.values.items()}
        return _Speaking(language).vformat(template, (), shown)


class Behind(Message):
    """What a message says behind the field that it begins with; the translations keep that field."""

    def __init__(self, whole: Message) -> None:
        super().__init__(whole.template, **whole.values)

    def told(self, language: str) -> str:
        """The message in a language, without its field."""
        return super().told(language).partition(": ")[2]


class ForPrograms(Message):
    """What programs are told, while people read something else in its place."""

    def __init__(self, said: Message, *, people: Message) -> None:
        super().__init__(said.template, **said.values)
        self._people = people

    @property
    def for_people(self) -> Message:
        return self._people


def either(words: Collection[str]) -> Message:
    """One of several words, each told in the reader's language: this, that or another."""
    first, *others = [Message(word) for word in words]
    return reduce(lambda this, that: Message("{this} or {that}", this=this, that=that), others, first)


class ToldError(Exception):
    """An error whose message is told in the reader's language; `str` of it is the English one.

    What it is built from is a text of the source with the values of its `{fields}`, or a whole message.
    """

    def __init__(self, said: str | Message = "", /, **values: object) -> None:
        self.message = said if isinstance(said, Message) else Message(said, **values)
        super().__init__(str(self.message))

    def told(self, language: str) -> str:
        """The message in a language."""
        return self.message.told(language)


class _Speaking(Formatter):
    """Formats large numbers as the reader's language groups them."""

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401
        if format_spec == "," and self.language != "en":
            return format_decimal(value, locale=self.language)
        return str(super().format_field(value, format_spec))


def _shown(value: object, language: str) -> object:
    if isinstance(value, Message):
        return value.told(language)
    if isinstance(value, tuple):
        return "; ".join(str(_shown(one, language)) for one in value)
    return value
