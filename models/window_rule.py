"""How a country's window takes part in what its territories post: it is asked first, or informed."""

from enum import StrEnum

from sqlmodel import Field

from models.base import Schema, Versioned


class WindowPart(StrEnum):
    """What the window of a country does before a post of one of its territories is published."""

    ASKED = "asked"
    INFORMED = "informed"


USUAL_PART = WindowPart.ASKED
"""Where a country has set no rule: see decision 22."""


class WindowRuleUpdate(Schema):
    """The rule that a country sets itself."""

    part: WindowPart

    model_config = {"json_schema_extra": {"examples": [{"part": "informed"}]}}


class WindowRule(Versioned, table=True):
    """The rule of a country, whose code is the key; without a row the usual one holds."""

    id: str = Field(primary_key=True, max_length=3, foreign_key="country.code")
    part: str


class WindowRulePublic(Schema):
    """The rule of a country as everybody may see it; `set` where the country has set it itself."""

    country: str
    part: WindowPart
    set: bool
