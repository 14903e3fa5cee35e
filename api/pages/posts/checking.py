"""Looks at a text while it is written, for browsers without scripts; nothing is kept."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import Response

from api.pages.form_pages import asking_pages
from api.pages.forms import Form, tried
from api.pages.posts.advising import shown
from api.pages.posts.form import ASIDE, PAGE, Sent, SentForm, demand_to_create, form_page
from api.pages.posts.nouns import CurrentNoun, FoundPost, address, for_both, on_both
from api.pages.visits import CurrentVisit
from matcher.policy.posts import PostAction, PostCase
from matcher.posting.advice import advise, written_of
from matcher.posting.moving import demand_now
from models.offer import OfferDraft
from models.request import RequestDraft

router = asking_pages()


@for_both(router, "POST", "/check")
def check_new(sent: SentForm) -> Response:
    """Hints on a text that is not saved."""
    demand_to_create(sent.visit, sent.noun)
    return _checked(sent, None)


@on_both(router, "POST", "/check")
def check_again(sent: SentForm, case: FoundPost) -> Response:
    """Hints on the words in the form of a stored post; nothing is saved."""
    demand_now(sent.visit.actor, PostAction.EDIT, case)
    return _checked(sent, case)


@for_both(router, "GET", "/check")
def check_nothing(visit: CurrentVisit, noun: CurrentNoun) -> Response:
    """Leads to the form who asks for the address of its hints."""
    return visit.on_to(f"/{noun.name}s/new")


@on_both(router, "GET", "/check")
def check_nothing_again(visit: CurrentVisit, case: FoundPost) -> Response:
    """The same for a stored post."""
    return visit.on_to(f"{address(case)}/edit")


def _checked(sent: Sent, case: PostCase | None) -> Response:
    visit = sent.visit
    typed = _with_added(sent.typed)
    post = {name: value for name, value in typed.items() if name not in ASIDE}

    def act(draft: RequestDraft | OfferDraft) -> Response:
        besides = case.id if case else ""
        advice = advise(
            sent.session, visit.actor, written_of(draft), on=visit.today, language=visit.language, besides=besides
        )
        told = shown(advice, visit.language, sectors=draft.sectors, goals=draft.sdgs)
        page = form_page(sent.session, visit, sent.noun, Form(typed), case)
        return visit.page(PAGE, replace(page, advice=told))

    return tried(sent.noun.draft, post, visit.language, act=act, again=sent.again(case))


def _with_added(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, with the suggested tag whose button was pressed."""
    found = dict(typed)
    for name in ("sectors", "sdgs"):
        if added := typed.get(f"add_{name}"):
            chosen = typed.get(name, [])
            found[name] = [*([chosen] if isinstance(chosen, str) else chosen), added]
    return found
