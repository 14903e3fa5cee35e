"""Amounts of money: whole units of a currency of ISO 4217, so that sums are exact on every database."""

from functools import cache
from typing import Annotated

import pycountry
from pydantic import Field as PydanticField

from models.checks import member_of


@cache
def currencies() -> frozenset[str]:
    """The codes of ISO 4217."""
    return frozenset(str(one.alpha_3) for one in pycountry.currencies)


CurrencyCode = Annotated[str, member_of("currency (ISO 4217)", currencies)]
Amount = Annotated[int, PydanticField(ge=0, le=10**15)]
"""Whole units of a currency."""
