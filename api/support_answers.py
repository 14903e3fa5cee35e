"""What the support finder answers, in the words of the API, the command line and the pages alike."""

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from api.third_partners import ThirdPartner
from matcher.matching.partner_words import partner_data
from matcher.support.answers import Answer, Judged, Means, Rule
from matcher.support.finding import Found
from models.mechanism import MechanismKind
from models.money import CurrencyCode


class CostQuery(BaseModel):
    """What it will cost, where one knows better than what is on record."""

    model_config = {"extra": "forbid"}

    amount: Annotated[int | None, Query(ge=1, le=10**15, description="whole units of the currency")] = None
    currency: Annotated[CurrencyCode, Query(description="ISO 4217")] = "USD"
    lang: Annotated[str | None, Query(max_length=10, description="language of the reasons")] = None

    @property
    def costs(self) -> dict[str, int] | None:
        """The same for the finder."""
        return None if self.amount is None else {self.currency: self.amount}


class SupportCase(BaseModel):
    """What is to be supported, as the rules look at it."""

    learning: list[str] = Field(description="countries that ask")
    teaching: list[str] = Field(description="countries that teach; none for a request")
    sectors: list[str]
    modalities: list[str]
    asker: str | None = Field(description="kind of the organization that asks")
    costs: dict[str, int] = Field(description="whole units by currency; empty where not known")
    begins: date | None
    seeking: bool = Field(description="whether a provider is still looked for")


class RuleChecked(BaseModel):
    """A rule of a mechanism with its answer and the reason in the reader's language."""

    rule: Rule
    answer: Answer
    reason: str


class MechanismJudged(BaseModel):
    """A mechanism: `no` where any rule says no, else `ask` where any asks, else `yes`."""

    id: str
    name: str
    language: str
    kind: MechanismKind
    organization: str
    organization_name: str
    means: Means = Field(description="whether it can fund, or facilitate only")
    verdict: Answer
    rules: list[RuleChecked]


class SupportAnswer(BaseModel):
    """Every mechanism judged, those to try first at the top, and the third partners for triangular cooperation.

    For a request, `with_offer` is the suggestion for which the third partners are meant.
    """

    case: SupportCase
    counts: dict[Answer, int]
    mechanisms: list[MechanismJudged]
    third_partners: list[ThirdPartner]
    with_offer: str | None


def support_answer(found: Found, language: str) -> SupportAnswer:
    """What was found, told in a language."""
    verdicts = [one.verdict for one in found.judged]
    return SupportAnswer(
        case=SupportCase.model_validate(found.case, from_attributes=True),
        counts={one: verdicts.count(one) for one in Answer},
        mechanisms=[_told(one, found.organizations[one.mechanism.organization], language) for one in found.judged],
        third_partners=[ThirdPartner(**partner_data(one, language)) for one in found.partners],
        with_offer=found.with_offer,
    )


def _told(judged: Judged, organization: str, language: str) -> MechanismJudged:
    row = judged.mechanism
    return MechanismJudged(
        id=row.id,
        name=row.name,
        language=row.language,
        kind=MechanismKind(row.kind),
        organization=row.organization,
        organization_name=organization,
        means=judged.means,
        verdict=judged.verdict,
        rules=[RuleChecked(rule=one.rule, answer=one.answer, reason=one.reason.told(language)) for one in judged.rules],
    )
