"""What else the forms of a post's page do: documents, the choice of providers, and the question of a year later."""

from typing import Annotated

from fastapi import Response, UploadFile
from pydantic import Field

from api.dependencies import Files
from api.pages.form_pages import Nothing, form_pages, lead_back
from api.pages.posts.nouns import BOTH, REQUESTS, found, on_both
from api.pages.posts.sent import Sent
from api.uploads import chosen, named_content
from matcher.cursors import LARGEST_KEY
from matcher.errors import NotFoundError
from matcher.exchanges.asking import answer_need
from matcher.policy import demand
from matcher.policy.needs import NeedAction
from matcher.policy.posts import PostAction
from matcher.posting.attaching import attach, detach, find_attachment
from matcher.review.introducing import choose
from matcher.review.opening import Picked
from models.base import Schema
from models.need_question import NeedAnswer

router = form_pages()


class Choice(Schema):
    """The matches that are chosen, each with the version that was read."""

    matches: list[Annotated[str, Field(pattern=r"^\d{1,10}:\d{1,9}$")]] = Field(min_length=1, max_length=20)

    def picks(self) -> list[Picked]:
        """The same for the service."""
        pairs = [one.split(":") for one in self.matches]
        return [Picked(min(int(match), LARGEST_KEY), int(version)) for match, version in pairs]


@on_both(router, "POST", "/attachments")
def add(sent: Sent, files: Files, file: UploadFile | None = None) -> Response:
    """Adds a document."""
    visit = sent.visit

    def act(said: Nothing) -> None:  # noqa: ARG001
        document = named_content(chosen(file))
        attach(sent.session, visit.actor, sent.case, document, store=files, now=visit.now)

    return sent.demanding(PostAction.EDIT).tried_here(Nothing, act, "attached")


@on_both(router, "POST", "/attachments/{attachment_id}/remove")
def remove(sent: Sent, attachment_id: str) -> Response:
    """Removes a document."""
    visit = sent.visit

    def act(said: Nothing) -> None:  # noqa: ARG001
        _, case = find_attachment(sent.session, visit.actor, attachment_id)
        if case.id != sent.case.id:
            raise NotFoundError("attachment", attachment_id)
        detach(sent.session, visit.actor, attachment_id, now=visit.now)

    return sent.demanding(PostAction.EDIT).tried_here(Nothing, act, "removed")


@router.post(f"{REQUESTS}/choice")
def choose_providers(sent: Sent, request_id: str) -> Response:
    """Chooses endorsed providers; both sides are introduced."""
    visit = sent.visit
    return sent.tried_here(
        Choice, lambda said: choose(sent.session, visit.actor, request_id, said.picks(), now=visit.now), "chosen"
    )


@router.post(f"{REQUESTS}/need-met")
def answer(sent: Sent, request_id: str) -> Response:
    """Says whether the need was met, once."""
    visit = sent.visit
    demand(visit.actor, NeedAction.ANSWER, sent.case.post)
    return sent.tried_here(
        NeedAnswer, lambda said: answer_need(sent.session, visit.actor, request_id, said, now=visit.now), "answered"
    )


MOVES = ("submit", "recall", "publish", "withdraw", "redraft", "reopen", "close", "renew", "delete", "attachments")

for _both in BOTH:
    lead_back(router, _both, (*MOVES, "attachments/{attachment_id}/remove"), seen=found)
lead_back(router, REQUESTS, ("choice", "need-met"), seen=found)
