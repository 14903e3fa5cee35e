"""Hints for somebody who writes a post; nothing of an unsaved text is kept."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.dependencies import CurrentActor, ReaderLanguage, ReadSession, Today
from api.post_paths import FoundPost, on_both
from matcher.intake.kinds import headline
from matcher.policy import demand
from matcher.policy.posts import PostAction
from matcher.posting.advice import Advice, advise, written_of
from matcher.posting.hints import Aim
from models import taxonomy
from models.offer import OfferDraft
from models.request import RequestDraft

router = APIRouter(tags=["posts"])


class HintOut(BaseModel):
    """One thing that can be better, in the reader's language."""

    code: str
    aim: Aim
    field: str
    reason: str


class DetectedLanguage(BaseModel):
    """In which language a text seems to be written, and how sure that is, 0 to 1."""

    code: str
    confidence: float


class SuggestedTag(BaseModel):
    """A sector by slug or a goal by number, with its share of what the text speaks of, 0 to 1."""

    tag: str
    name: str
    share: float


class LikelyDuplicate(BaseModel):
    """A live post that says nearly the same; `likeness` is 0 to 100."""

    id: str
    title: str = Field(description="how its text begins")
    likeness: float


class KnownOrganization(BaseModel):
    """An organization that the text surely names, and by which words."""

    id: str
    name: str
    written: str


class AdviceOut(BaseModel):
    """Everything that the service can tell the writer of a text."""

    hints: list[HintOut]
    language: DetectedLanguage
    sectors: list[SuggestedTag]
    sdgs: list[SuggestedTag]
    duplicates: list[LikelyDuplicate]
    organizations: list[KnownOrganization]


@router.post("/requests/hints", summary="Hints on an unsaved request")
def hints_on_request(
    draft: RequestDraft, session: ReadSession, actor: CurrentActor, today: Today, language: ReaderLanguage
) -> AdviceOut:
    """What could be better, which tags fit, what resembles it, and whom it names. Nothing is stored."""
    return _out(advise(session, actor, written_of(draft), on=today, language=language), language)


@router.post("/offers/hints", summary="Hints on an unsaved offer")
def hints_on_offer(
    draft: OfferDraft, session: ReadSession, actor: CurrentActor, today: Today, language: ReaderLanguage
) -> AdviceOut:
    """What could be better, which tags fit, what resembles it, and whom it names. Nothing is stored."""
    return _out(advise(session, actor, written_of(draft), on=today, language=language), language)


@on_both(router, "GET", "hints", "Hints on {post}", response_model=AdviceOut)
def hints_on_post(
    case: FoundPost, session: ReadSession, actor: CurrentActor, today: Today, language: ReaderLanguage
) -> AdviceOut:
    """The same for a stored post, for those whose it is and who review it."""
    demand(actor, PostAction.SEE_INSIDE, case)
    written = written_of(case.post)
    return _out(advise(session, actor, written, on=today, language=language, besides=case.id), language)


def _out(advice: Advice, language: str) -> AdviceOut:
    sectors, goals = taxonomy.sectors(), taxonomy.goals()
    return AdviceOut(
        hints=[HintOut.model_validate(one, from_attributes=True) for one in advice.hints],
        language=DetectedLanguage(code=advice.language[0], confidence=advice.language[1]),
        sectors=[_tag(tag, sectors[tag].names[language], share) for tag, share in advice.subjects.sectors],
        sdgs=[_tag(str(tag), goals[tag].names[language], share) for tag, share in advice.subjects.goals],
        duplicates=[
            LikelyDuplicate(id=one.id, title=headline(one.name), likeness=one.score) for one in advice.duplicates
        ],
        organizations=[
            KnownOrganization(id=one.organization, name=one.name, written=one.written) for one in advice.organizations
        ],
    )


def _tag(tag: str, name: str, share: float) -> SuggestedTag:
    return SuggestedTag(tag=tag, name=name, share=round(share, 3))
