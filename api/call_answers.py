"""What is answered about calls and consortia, in the words of the API and the pages alike."""

from pydantic import BaseModel, Field

from api.support_answers import RuleChecked
from matcher.consortia.finding import Consortia
from matcher.consortia.telling import speaks_for, told_of
from matcher.consortia.weighing import Candidate, Proposal, Term
from matcher.support.answers import Answer, Judged
from models import taxonomy


class EligibilityAnswer(BaseModel):
    """What the rules of a call say: `no` where any says no, else `ask` where any asks, else `yes`."""

    verdict: Answer
    rules: list[RuleChecked]


class PostOfCountry(BaseModel):
    """A post that speaks for a country, and how much, 0..1."""

    id: str
    title: str
    value: float


class AddedCountry(BaseModel):
    """A country that is proposed, with its best request of the same kind and its best offer."""

    country: str
    name: str
    need: PostOfCountry | None
    offer: PostOfCountry | None
    why: list[str]


class TermAnswer(BaseModel):
    """One term of a proposal: its value times its weight is what it adds to the score."""

    term: Term
    meaning: str
    value: float
    weight: float
    contribution: float


class ProposalAnswer(BaseModel):
    """Countries that would complete the group; the contributions sum to the score to six decimals."""

    countries: list[str] = Field(description="the whole group")
    added: list[AddedCountry]
    score: float
    terms: list[TermAnswer]


class ConsortiaAnswer(BaseModel):
    """The group as it is, the least number of countries where the rules name one, and the proposals, best first."""

    countries: list[str]
    sectors: list[str]
    least: int | None
    proposals: list[ProposalAnswer]


def eligibility_answer(judged: Judged, language: str) -> EligibilityAnswer:
    """The rules of a call, told in a language."""
    rules = [RuleChecked(rule=one.rule, answer=one.answer, reason=one.reason.told(language)) for one in judged.rules]
    return EligibilityAnswer(verdict=judged.verdict, rules=rules)


def consortia_answer(found: Consortia, language: str) -> ConsortiaAnswer:
    """The proposals, told in a language."""
    return ConsortiaAnswer(
        countries=list(found.group.countries),
        sectors=list(found.group.sectors),
        least=found.least,
        proposals=[_proposal(one, language) for one in found.proposals],
    )


def _proposal(one: Proposal, language: str) -> ProposalAnswer:
    terms = [
        TermAnswer(
            term=part.term,
            meaning=told_of(part, language),
            value=part.value,
            weight=part.weight,
            contribution=part.contribution,
        )
        for part in one.parts
    ]
    added = [_added(new, language) for new in one.added]
    return ProposalAnswer(countries=list(one.countries), added=added, score=one.score, terms=terms)


def _added(new: Candidate, language: str) -> AddedCountry:
    need, offer = (PostOfCountry(**vars(one)) if one else None for one in (new.need, new.offer))
    name = taxonomy.country_name(new.country, language)
    return AddedCountry(country=new.country, name=name, need=need, offer=offer, why=speaks_for(new, language))
