"""What the checks of fields say, in the reader's language. In English they speak for themselves."""

from collections.abc import Mapping
from typing import Any

from locales.messages import Message, ToldError

BESIDE = "Value error, "
"""What pydantic puts before the message of a check of ours."""
OTHERWISE = "This value does not fit: {said}"
MAIL_ADDRESS = "This is not a valid mail address."
WORDS = {
    "missing": "This is needed.",
    "extra_forbidden": "There is no such field here.",
    "model_type": "Give an object with fields.",
    "model_attributes_type": "Give an object with fields.",
    "dict_type": "Give an object with fields.",
    "list_type": "Give a list.",
    "json_invalid": "This is not JSON: {error}",
    "json_type": "This is not JSON.",
    "string_type": "Give a text.",
    "string_unicode": "This text holds characters that are not valid.",
    "string_too_short": "Too short; fewest characters: {min_length}",
    "string_too_long": "Too long; most characters: {max_length}",
    "string_pattern_mismatch": "This text does not have the form that is needed: {pattern}",
    "too_short": "Too few; at least: {min_length}",
    "too_long": "Too many; at most: {max_length}",
    "int_type": "Give a whole number.",
    "int_parsing": "Give a whole number.",
    "int_from_float": "Give a whole number.",
    "int_parsing_size": "This number is too large.",
    "float_type": "Give a number.",
    "float_parsing": "Give a number.",
    "finite_number": "Give a number.",
    "bool_type": "Say true or false.",
    "bool_parsing": "Say true or false.",
    "greater_than": "This must be greater than {gt}.",
    "greater_than_equal": "This must be at least {ge}.",
    "less_than": "This must be less than {lt}.",
    "less_than_equal": "This must be at most {le}.",
    "enum": "Give one of these: {expected}",
    "literal_error": "Give one of these: {expected}",
    "date_type": "Give a day, such as 2026-11-21.",
    "date_parsing": "Give a day, such as 2026-11-21.",
    "date_from_datetime_parsing": "Give a day, such as 2026-11-21.",
    "date_from_datetime_inexact": "Give a day, such as 2026-11-21.",
    "date_past": "This day must lie in the past.",
    "date_future": "This day must lie in the future.",
    "datetime_type": "Give a moment in UTC, such as 2026-11-21T09:00:00Z.",
    "datetime_parsing": "Give a moment in UTC, such as 2026-11-21T09:00:00Z.",
    "datetime_from_date_parsing": "Give a moment in UTC, such as 2026-11-21T09:00:00Z.",
    "timezone_aware": "Give a moment in UTC, such as 2026-11-21T09:00:00Z.",
}
"""From pydantic's type of an error to our words; their fields are those of pydantic's context."""


class FieldMessage(Message):
    """A message of pydantic's: its own words in English, ours in every other language."""

    def __init__(self, english: str, template: str, /, **values: object) -> None:
        super().__init__(template, **values)
        self.english = english

    def told(self, language: str) -> str:
        return self.english if language == "en" else super().told(language)


def message_of(details: Mapping[str, Any]) -> Message:
    """The message of one of the `errors()` of pydantic: that of our own check where it was one."""
    context = details.get("ctx") or {}
    cause = context.get("error")
    if isinstance(cause, ToldError):
        return cause.message
    english = str(details["msg"]).removeprefix(BESIDE)
    if details["type"] == "value_error" and "reason" in context:
        return FieldMessage(english, MAIL_ADDRESS)
    words = WORDS.get(details["type"])
    if words is None:
        return FieldMessage(english, OTHERWISE, said=english)
    return FieldMessage(english, words, **_without_or(context))


def _without_or(context: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the choices of an enumeration behind commas, where pydantic's list ends in an English word."""
    expected = context.get("expected")
    return {**context, "expected": expected.replace(" or ", ", ")} if isinstance(expected, str) else dict(context)
