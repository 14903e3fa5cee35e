"""A record of another platform as its file tells it."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlmodel import Field

from models.base import Schema
from models.organization import WebAddress

LONGEST_KEY = 80
DIGITS = 10


class Foreign(Schema):
    """What a row of another platform has besides the record: its identifier and address there, and optionally the
    record of ours that it is (`same_as`; `-` for none)."""

    foreign_id: str = Field(min_length=1, max_length=300)
    url: WebAddress | None = None
    same_as: str | None = Field(default=None, max_length=80)


@dataclass(frozen=True)
class Entry:
    """A record that can be read: where it stands in the file, what it is there, and what it would be here."""

    row: int
    foreign: Foreign
    record: Any

    @property
    def digest(self) -> str:
        """SHA-256 of what it says."""
        return sha256(self.record.model_dump_json().encode()).hexdigest()


def key_for(catalogue: str, foreign_id: str) -> str:
    """Our identifier for a record of another platform: readable where theirs is, and the same each time."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", foreign_id).strip("-")
    key = f"{catalogue}:{plain}"
    if plain == foreign_id and len(key) <= LONGEST_KEY:
        return key
    ending = sha256(foreign_id.encode()).hexdigest()[:DIGITS]
    return f"{key[: LONGEST_KEY - DIGITS - 1]}-{ending}"
