"""The moves of a post from state to state, by the forms of its page."""

from collections.abc import Callable
from datetime import date

from fastapi import Response

from api.pages.form_pages import Step, form_pages
from api.pages.posts.nouns import on_both
from api.pages.posts.sent import Sent
from matcher.policy.posts import PostAction
from matcher.posting import ending, submitting
from matcher.posting.drafting import delete_draft
from models.request import NeedMet

router = form_pages()


class Closing(Step):
    """How a post ended."""

    need_met: NeedMet | None = None


class Renewal(Step):
    """Until when it shall be open."""

    expires_on: date | None = None


def _move(tail: str, done: str, act: Callable[..., None], *actions: PostAction) -> None:
    """A form that needs to know nothing but the version; for those who may do one of some things."""

    @on_both(router, "POST", tail)
    def move(sent: Sent) -> Response:
        def moved(step: Step) -> None:
            act(sent.session, sent.visit.actor, sent.case, version=step.version, now=sent.visit.now)

        return sent.demanding(*actions).tried_here(Step, moved, done)


_move("/submit", "submitted", submitting.submit, PostAction.SUBMIT)
_move("/recall", "recalled", submitting.recall, PostAction.RECALL)
_move("/publish", "published", submitting.publish, PostAction.PUBLISH_OWN, PostAction.PUBLISH)
_move("/withdraw", "withdrawn", ending.withdraw, PostAction.WITHDRAW)
_move("/redraft", "redrafted", ending.redraft, PostAction.REDRAFT)
_move("/reopen", "reopened", ending.reopen, PostAction.REOPEN)


@on_both(router, "POST", "/close")
def close(sent: Sent) -> Response:
    """Closes a post; of a request it is said whether the need was met."""
    visit = sent.visit
    return sent.demanding(PostAction.CLOSE).tried_here(
        Closing,
        lambda said: ending.close(
            sent.session, visit.actor, sent.case, said.need_met, version=said.version, now=visit.now
        ),
        "closed",
    )


@on_both(router, "POST", "/renew")
def renew(sent: Sent) -> Response:
    """Keeps a post open until a new day."""
    visit = sent.visit
    return sent.demanding(PostAction.RENEW).tried_here(
        Renewal,
        lambda said: ending.renew(
            sent.session, visit.actor, sent.case, said.expires_on, version=said.version, now=visit.now
        ),
        "renewed",
        to="/desk" if "desk" in visit.request.query_params else "",
    )


@on_both(router, "POST", "/delete")
def delete(sent: Sent) -> Response:
    """Deletes a draft for good."""
    visit = sent.visit
    return sent.demanding(PostAction.DELETE).tried_here(
        Step,
        lambda step: delete_draft(sent.session, visit.actor, sent.case, version=step.version, now=visit.now),
        "deleted",
        to="/desk",
    )
