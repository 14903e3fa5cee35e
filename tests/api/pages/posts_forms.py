"""Forms as a browser without scripts sends them: what a page holds, with what somebody types over it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

Fields = dict[str, list[str]]
CHOSEN = ("hidden", "checkbox", "radio", "file")
"""Kinds of fields in which nobody writes."""


@dataclass
class PageForm:
    """One form of a page: where it goes, what its fields hold, and which of them people write in (`written`)."""

    action: str
    method: str = "get"
    fields: Fields = field(default_factory=dict)
    written: set[str] = field(default_factory=set)

    def add(self, name: str, value: str) -> None:
        """A field with a value."""
        self.fields.setdefault(name, []).append(value)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        name = found.get("name", "")
        if self.forms and name and (tag == "textarea" or (tag == "input" and found.get("type") not in CHOSEN)):
            self.forms[-1].written.add(name)
        if tag == "form":
            self.forms.append(PageForm(found.get("action", ""), found.get("method", "get")))
        elif tag == "select":
            self._select = name
        elif tag == "textarea":
            self._area = name
            self.forms[-1].fields[name] = [""]
        elif tag == "option" and "selected" in found and self._select:
            self.forms[-1].add(self._select, found["value"])
        elif tag == "input" and (found.get("type") not in ("checkbox", "file") or "checked" in found) and name:
            self.forms[-1].add(name, found.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area][0] += data


def forms_of(page: str) -> list[PageForm]:
    """The forms of a page, in their order."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def form_of(page: str, tail: str) -> PageForm:
    """The form of a page whose address ends so; there must be one."""
    found = [one for one in forms_of(page) if one.action.partition("?")[0].endswith(tail)]
    assert found, (tail, [one.action for one in forms_of(page)])
    return found[0]


def send(client: TestClient, page: str, tail: str, *, to: str | None = None, **typed: Any) -> Response:
    """Sends a form of a page with what was typed over it; `to` is the address of another button of it."""
    found = form_of(page, tail)
    return client.post(to or found.action, data={**found.fields, **typed})
