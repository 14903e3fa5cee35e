"""What processes that run for long write down: a line an event on the error stream, for people or for programs.

Every line that is written while a call is answered carries the identifier of that call.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from logging.config import dictConfig
from typing import Literal

LogForm = Literal["text", "json"]
KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
"""What every record has; all else was said by whoever wrote the line."""
OWN = ("api", "locales", "matcher", "models", "scoring", "uvicorn")
"""Who says what happens; everybody else only what goes wrong."""

UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What begins a new line, moves a cursor or turns the direction of reading."""

current_call: ContextVar[str] = ContextVar("current_call", default="")
"""The identifier of the call that is being answered; empty where none is."""


class JsonLines(logging.Formatter):
    """A line as a JSON object: time, level, logger and message, then `request_id`, what was said besides, `error`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "time": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": flat(record.getMessage()),
            **_call(),
            **{name: value for name, value in vars(record).items() if name not in KNOWN},
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


class TextLines(logging.Formatter):
    """The same for people, without what was said besides."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the trace of an error below it."""
        call = "".join(f" [{key}]" for key in _call().values())
        line = f"{_moment(record)} {record.levelname} {record.name}{call}: {flat(record.getMessage())}"
        trace = self.formatException(record.exc_info).splitlines() if record.exc_info else []
        return line + "".join(f"\n  | {flat(one)}" for one in trace)


FORMS: dict[LogForm, type[logging.Formatter]] = {"text": TextLines, "json": JsonLines}


def write_logs(form: LogForm) -> None:
    """Makes this process write its lines so from now on."""
    dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"lines": {"()": FORMS[form]}},
            "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
            "root": {"level": "WARNING", "handlers": ["lines"]},
            "loggers": {name: {"level": "INFO"} for name in OWN},
        }
    )


def flat(text: str) -> str:
    """A text in one line, with escapes for what is no character to read."""
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _call() -> dict[str, str]:
    return {"request_id": key} if (key := current_call.get()) else {}
