"""What if: other weights or tags for a request, and how its ranking moves. Nothing is saved."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Query, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict

from api.dependencies import ReadSession, Shelf
from api.pages.cards import Cards, PostCard
from api.pages.form_pages import plain_pages
from api.pages.forms import WHOLE, Form
from api.pages.visits import CurrentVisit
from matcher.catalogue import one_post
from matcher.errors import BadInputError
from matcher.matching.what_if import Factor, Moved, Wish, what_if
from models import taxonomy
from models.checks import LanguageCode, Modality, Sector
from models.request import Request
from scoring.features import Family

HERE = "/requests/{request_id}/what-if"
Option = tuple[str, str]

router = plain_pages()


class Step(StrEnum):
    """A factor as the form names it."""

    NOTHING = "0"
    HALF = "half"
    SAME = "1"
    TWICE = "2"
    FOURFOLD = "4"


FACTORS = {
    Step.NOTHING: Factor.NOTHING,
    Step.HALF: Factor.HALF,
    Step.SAME: Factor.SAME,
    Step.TWICE: Factor.TWICE,
    Step.FOURFOLD: Factor.FOURFOLD,
}
FIELDS = {"track record": "record"}
"""Families whose field in the form has another name."""

_empty_is_none = BeforeValidator(lambda value: value or None)


class Tried(BaseModel):
    """What the form asks for; a tag that is left out stays as it is."""

    model_config = ConfigDict(extra="ignore")

    text: Step = Step.SAME
    tags: Step = Step.SAME
    context: Step = Step.SAME
    record: Step = Step.SAME
    network: Step = Step.SAME
    practice: Step = Step.SAME
    sector: Annotated[Sector | None, _empty_is_none] = None
    modality: Annotated[Modality | None, _empty_is_none] = None
    language: Annotated[LanguageCode | None, _empty_is_none] = None

    def as_wish(self) -> Wish:
        """The same for the service."""
        return Wish(
            factors={family: FACTORS[getattr(self, FIELDS.get(family, family))] for family in Family},
            sectors=(self.sector,) if self.sector else None,
            modalities=(self.modality,) if self.modality else None,
            working_languages=(self.language,) if self.language else None,
        )

    @property
    def changes(self) -> bool:
        """Whether anything is to be tried at all."""
        return bool(self.model_fields_set) and self != Tried()


@dataclass(frozen=True)
class MovedRow:
    """An offer with its place as it is and as it would be; None beyond the first ones, or left out."""

    offer: PostCard
    before: int | None
    after: int | None

    @property
    def up(self) -> int:
        """How many places it would rise; less than nothing where it would fall."""
        return 0 if self.before is None or self.after is None else self.before - self.after


@dataclass(frozen=True)
class WhatIfPage:
    """The ranking as it is and as it would be; `families` pairs each kind of evidence with its field in the form."""

    request: PostCard
    form: Form
    changed: bool
    rows: list[MovedRow]
    families: list[Option]
    sectors: list[Option]
    modalities: list[Option]
    languages: list[Option]


@router.get(HERE)
def try_out(
    visit: CurrentVisit, session: ReadSession, shelf: Shelf, request_id: str, tried: Annotated[Tried, Query()]
) -> Response:
    """Ranks the offers with other weights or tags, beside the ranking as it is."""
    asked = one_post(session, Request, request_id, actor=visit.actor)
    cards, index = Cards(session, visit.actor, visit.language), shelf.index(session, visit.today)
    wrong: dict[str, str] = {}
    try:
        moved = what_if(session, visit.actor, asked, tried.as_wish(), index=index)
    except BadInputError as error:
        moved, wrong = [], {WHOLE: error.told(visit.language)}
    typed = {name: value for name, value in tried.model_dump(mode="json").items() if value is not None}
    page = WhatIfPage(
        request=cards.of([asked])[request_id],
        form=Form(typed, wrong),
        changed=tried.changes,
        rows=_rows(cards, moved),
        families=[(str(family), FIELDS.get(family, str(family))) for family in Family],
        sectors=_named([(one.slug, one.names[visit.language]) for one in taxonomy.sectors().values()]),
        modalities=_named([(one.slug, one.names[visit.language]) for one in taxonomy.modalities().values()]),
        languages=_named([(code, taxonomy.language_name(code, visit.language)) for code in taxonomy.languages()]),
    )
    return visit.page("matches/what-if.html", page, BadInputError.status if wrong else 200)


def _named(options: list[Option]) -> list[Option]:
    return sorted(options, key=lambda one: one[1].casefold())


def _rows(cards: Cards, moved: list[Moved]) -> list[MovedRow]:
    shown = cards.of([one.offer for one in moved])
    return [MovedRow(shown[one.offer.id], one.before, one.after) for one in moved]
