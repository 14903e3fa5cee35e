"""The form in which posts are written, as it is shown and as it is sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages.forms import WHOLE, Form, Typed
from api.pages.posts.advising import AdviceShown
from api.pages.posts.choices import Choices, choices
from api.pages.posts.nouns import CurrentNoun, Noun
from api.pages.visits import CurrentVisit, Visit
from matcher.connecting import connections
from matcher.policy import demand
from matcher.policy.posts import NewPost, PostAction, PostCase
from models.post import PostState

PAGE = "posts/form.html"
ASIDE = ("then", "version", "add_sectors", "add_sdgs")
"""Fields of the form that are none of the post's."""


@dataclass(frozen=True)
class PostFormPage:
    """The form of a new post, or of one that is there; `version` is the one that was read, `networks` are those that
    can connect the country by video."""

    noun: str
    post_id: str | None
    state: str
    version: int | None
    choices: Choices
    networks: list[str]
    form: Form
    advice: AdviceShown | None = None


@dataclass(frozen=True)
class Sent:
    """A form that was sent; `post` are the fields of the post in it."""

    visit: CurrentVisit
    noun: CurrentNoun
    session: ReadSession
    typed: Typed

    @property
    def post(self) -> dict[str, Any]:
        """What was typed, but for what says what to do with it."""
        return {name: value for name, value in self.typed.items() if name not in ASIDE}

    def again(self, case: PostCase | None = None) -> Callable[[Form, int], Response]:
        """Shows the form again with what was typed, the faults at their fields."""

        def page(form: Form, status: int) -> Response:
            told = replace(form, typed=self.typed, wrong=_at_fields(self.noun, form.wrong))
            page = form_page(self.session, self.visit, self.noun, told, case)
            return self.visit.page(PAGE, page, status)

        return page


SentForm = Annotated[Sent, Depends()]


def form_page(session: Session, visit: Visit, noun: Noun, form: Form, case: PostCase | None = None) -> PostFormPage:
    """The form as it is shown; `case` is the post that is there already."""
    country = case.post.country if case else visit.actor.country
    return PostFormPage(
        noun=noun.name,
        post_id=case.id if case else None,
        state=case.post.state if case else PostState.DRAFT,
        version=case.post.version if case else None,
        choices=choices(session, visit.actor, visit.language, asks=noun.asks, country=country),
        networks=[one.name for one in connections(session, [country])],
        form=form,
    )


def demand_to_create(visit: Visit, noun: Noun) -> None:
    """Raises what `demand` raises where the reader may not write one."""
    actor = visit.actor
    demand(actor, PostAction.CREATE, NewPost(noun.asks, actor.organization or "", actor.country))


def _at_fields(noun: Noun, wrong: Mapping[str, str]) -> dict[str, str]:
    """The faults, that of the whole at the field with whose name it begins."""
    field, _, said = wrong.get(WHOLE, "").partition(": ")
    if said and field in noun.draft.model_fields:
        return {field: said} | {name: one for name, one in wrong.items() if name != WHOLE}
    return dict(wrong)
