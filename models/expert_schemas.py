"""How experts arrive, and how they are answered."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, model_validator
from pydantic import Field as PydanticField
from sqlmodel import Field

from models.account import EmailAddress, Name
from models.base import Identifier, OrganizationReference, Schema
from models.checks import CountryCode, CountryCodes, LanguageCode, LanguageCodes, Sectors
from models.errors import UnfitError
from models.expert import ExpertState, Payer
from models.money import Amount, CurrencyCode
from models.post import Visibility

Days = Annotated[int, PydanticField(ge=1, le=366)]
"""Days of work in a year, or of one assignment."""
Nothing = Literal[""]
"""The empty text, which empties a field."""
Identifiers = Annotated[list[Identifier], PydanticField(max_length=40)]


class ExpertFields(Schema):
    """What is said of an expert whoever it is."""

    title: str = Field(min_length=2, max_length=200)
    summary: str = Field(default="", max_length=5_000)
    language: LanguageCode
    employer: OrganizationReference | None = None
    country: CountryCode | None = None
    countries: CountryCodes = []
    languages: LanguageCodes = []
    sectors: Sectors = []
    available_from: date | None = None
    available_until: date | None = None
    days_a_year: Days | None = None
    fee: Amount | None = Field(default=None, description="for a day, in whole units of the currency")
    currency: CurrencyCode | None = None
    payer: Payer | None = None
    first_subsidised: bool = Field(default=False, description="whether the mechanism lowers the cost of the first one")
    mechanism: Identifier | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        since, until = self.available_from, self.available_until
        if since and until and until < since:
            raise UnfitError("available_until {until} lies before available_from {since}", until=until, since=since)
        if (self.fee is None) != (self.currency is None):
            raise UnfitError("fee and currency belong together: give both or none")
        if self.mechanism is None and (self.payer == Payer.MECHANISM or self.first_subsidised):
            raise UnfitError("mechanism: name the one that pays or subsidises")
        return self


class ExpertCreate(ExpertFields):
    """A role that a document names, as it arrives in a file: files hold no persons."""

    id: Identifier
    organization: OrganizationReference
    offers: Identifiers = []
    source_document: str | None = None
    source_section: str | None = None


class ExpertPost(ExpertFields):
    """A person's profile as a member of an institution writes it; nobody else sees it before the person consents."""

    organization: OrganizationReference | None = None
    person: Name
    email: EmailAddress = Field(description="where the person is asked for consent; shown to nobody else")
    contact: str | None = Field(default=None, max_length=500)
    contact_visibility: Visibility = Visibility.MEMBERS

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "title": "Hidróloga de cuencas pequeñas",
                    "language": "es",
                    "person": "Eva Luna",
                    "email": "eva@example.org",
                    "languages": ["es", "en"],
                    "sectors": ["water-sanitation"],
                    "countries": ["GTM", "HND"],
                    "days_a_year": 30,
                }
            ]
        }
    }


class ExpertUpdate(Schema):
    """What changes of a profile; what is left out stays, an empty text empties a field that may be empty."""

    title: str | None = Field(default=None, min_length=2, max_length=200)
    summary: str | None = Field(default=None, max_length=5_000)
    language: LanguageCode | None = None
    employer: str | None = Field(default=None, max_length=80)
    country: str | None = Field(default=None, max_length=3)
    countries: CountryCodes | None = None
    languages: LanguageCodes | None = None
    sectors: Sectors | None = None
    available_from: date | Nothing | None = None
    available_until: date | Nothing | None = None
    days_a_year: Days | Nothing | None = None
    fee: Amount | Nothing | None = None
    currency: str | None = Field(default=None, max_length=3)
    payer: str | None = Field(default=None, max_length=20)
    first_subsidised: bool | None = None
    mechanism: str | None = Field(default=None, max_length=80)
    person: Name | None = None
    email: EmailAddress | None = None
    contact: str | None = Field(default=None, max_length=500)
    contact_visibility: Visibility | None = None


class ExpertStands(ExpertFields):
    """What a person's profile must still be after an edit."""

    person: Name | None = None
    email: EmailAddress | None = None
    contact: str | None = None
    contact_visibility: Visibility = Visibility.MEMBERS


class Consent(StrEnum):
    """What the person says: yes, no, or no longer."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ConsentPost(Schema):
    """A person's own answer."""

    consent: Consent


class BackingPost(Schema):
    """An offer that the expert backs; `own` where nobody else delivers it."""

    offer: Identifier
    own: bool = False


class ExpertPublic(BaseModel):
    """A profile as its reader may see it: `person` and `contact` by the visibility, `email` for those who keep it."""

    id: str
    title: str
    summary: str
    language: str
    organization: str
    employer: str | None
    country: str | None
    countries: list[str]
    languages: list[str]
    sectors: list[str]
    available_from: date | None
    available_until: date | None
    days_a_year: int | None
    fee: int | None
    currency: str | None
    payer: Payer | None
    first_subsidised: bool
    mechanism: str | None
    offers: list[str]
    own_offer: str | None
    person: str | None = None
    contact: str | None = None
    email: str | None = None
    contact_visibility: Visibility
    state: ExpertState
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    source_document: str | None
    source_section: str | None
    version: int
    allowed: list[str] = []


def as_fields(row: Any) -> dict[str, Any]:  # noqa: ANN401
    """The fields of a profile, as they must still be after an edit."""
    return {name: getattr(row, name) for name in ExpertStands.model_fields}
