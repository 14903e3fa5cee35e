"""One activity of an IATI file, as it stands there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError  # the exception; defusedxml parses  # nosec B405

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from locales.messages import Message
from matcher.intake.problems import BadFileError, Problem

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SPOKEN = ("en", "es", "pt", "fr")
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"


@dataclass(frozen=True)
class Side:
    """A participating organization: its IATI role, its reference (which may begin with a country), its name."""

    role: str
    ref: str
    name: str


@dataclass(frozen=True)
class Activity:
    """What an activity tells. `recipients` and `sectors` are as (code, share in percent), in their order."""

    number: int
    id: str
    title: str
    text: str
    language: str | None
    status: str
    dates: dict[str, date]
    recipients: tuple[tuple[str, float], ...]
    sectors: tuple[tuple[str, float], ...]
    sides: tuple[Side, ...]

    @property
    def start(self) -> date | None:
        """Its actual first day, else the planned one."""
        return self.dates.get(ACTUAL_START) or self.dates.get(PLANNED_START)

    @property
    def end(self) -> date | None:
        """Its actual last day, else the planned one."""
        return self.dates.get(ACTUAL_END) or self.dates.get(PLANNED_END)


def activities_in(path: Path) -> Iterator[Activity]:
    """The activities of a file, one after the other, numbered from 1; entities and document types are refused.

    Raises BadFileError for what is no IATI file.
    """
    try:
        with path.open("rb") as file:
            yield from _activities(path, iterparse(file, events=("start", "end"), forbid_dtd=True))
    except (ParseError, DefusedXmlException, ValueError) as error:
        reason = str(error) or type(error).__name__
        raise BadFileError(path, [Problem(Message("not an IATI file: {reason}", reason=reason))]) from None
    except FileNotFoundError:
        raise BadFileError(path, [Problem(Message("there is no such file"))]) from None


def _activities(path: Path, events: Iterator[tuple[str, Any]]) -> Iterator[Activity]:
    _, root = next(events)
    if root.tag != "iati-activities" or not root.get("version", "").startswith("2"):
        raise BadFileError(
            path, [Problem(Message("not an IATI file of version 2: it begins with {tag}", tag=root.tag))]
        )
    number = 0
    for event, element in events:
        if event == "end" and element.tag == "iati-activity":
            number += 1
            yield _activity(number, element)
            root.clear()


def _activity(number: int, element: Any) -> Activity:  # noqa: ANN401
    language = (element.get(LANGUAGE) or "").lower()[:2]
    sector = [one for one in element.findall("sector") if one.get("vocabulary", "1") in ("1", "2")]
    return Activity(
        number,
        (element.findtext("iati-identifier") or "").strip(),
        _narrative(element.find("title"), language),
        "\n\n".join(filter(None, (_narrative(one, language) for one in element.findall("description")))),
        language if language in SPOKEN else None,
        _code(element.find("activity-status")),
        _dates(element),
        _shares(element.findall("recipient-country")),
        _shares(sector),
        tuple(_sides(element)),
    )


def _code(element: Any) -> str:  # noqa: ANN401
    return "" if element is None else (element.get("code") or "").strip()


def _narrative(element: Any, language: str) -> str:  # noqa: ANN401
    """The text in a language, else in the first that there is."""
    if element is None:
        return ""
    told = [(one.get(LANGUAGE, language).lower()[:2], (one.text or "").strip()) for one in element.findall("narrative")]
    return next((text for spoken, text in told if spoken == language and text), told[0][1] if told else "")


def _dates(element: Any) -> dict[str, date]:  # noqa: ANN401
    found = {}
    for one in element.findall("activity-date"):
        try:
            found[one.get("type", "")] = date.fromisoformat((one.get("iso-date") or "")[:10])
        except ValueError:
            continue
    return found


def _shares(elements: Any) -> tuple[tuple[str, float], ...]:  # noqa: ANN401
    return tuple((_code(one), _number(one.get("percentage"))) for one in elements if _code(one))


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _sides(element: Any) -> Iterator[Side]:  # noqa: ANN401
    for one in (*element.findall("participating-org"), *element.findall("reporting-org")):
        role = one.get("role") or "reporting"
        yield Side(role, (one.get("ref") or "").strip(), _narrative(one, ""))
