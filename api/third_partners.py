"""How a possible third partner of an exchange is told."""

from typing import Any

from pydantic import BaseModel

from matcher.matching.partners import PartnerKind


class ThirdPartner(BaseModel):
    """Who could support an exchange as a third: a mechanism's organization, another one, or a country.

    The evidence names the mechanism with what it can pay for, and past exchanges with each side.
    """

    kind: PartnerKind
    id: str
    name: str
    why: str
    evidence: dict[str, Any]
