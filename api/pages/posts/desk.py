"""The desk of an agency or a provider: what waits for its answer first, then its posts and whom it could serve."""

from dataclasses import dataclass

from fastapi import Response

from api.dependencies import ReadSession
from api.pages.form_pages import plain_pages
from api.pages.navigation import home_of
from api.pages.posts.desk_exchanges import OwnExchange, own_exchanges
from api.pages.posts.desk_posts import OwnPosts, own_posts_of
from api.pages.posts.desk_rows import AnswerRow, ExpiringRow, ServeRow, WaitingRow, rows_of
from api.pages.visits import CurrentVisit
from matcher.digests.desk import desk_of
from matcher.policy import demand
from matcher.policy.accounts import AccountAction
from models.account import Role
from models.offer import Offer
from models.request import Request

HERE = "/desk"
DONE = ("deleted", "renewed")
"""What the desk may say has been done."""

router = plain_pages()


@dataclass(frozen=True)
class DeskPage:
    """What waits, what one has, and what one could do. `asks` tells whether its reader may post requests."""

    asks: bool
    answers: list[AnswerRow]
    exchanges: list[OwnExchange]
    evaluations: list[WaitingRow]
    needs: list[WaitingRow]
    expiring: list[ExpiringRow]
    stalled: list[AnswerRow]
    requests: OwnPosts
    offers: OwnPosts
    could_serve: list[ServeRow]
    raises: list[WaitingRow]
    done: str

    @property
    def waiting(self) -> int:
        """How many things wait for an answer."""
        steps = sum(bool(one.steps) for one in self.exchanges)
        return len(self.answers) + len(self.evaluations) + len(self.needs) + len(self.expiring) + steps

    @property
    def begins(self) -> bool:
        """Whether nothing was posted yet."""
        return not self.requests.counts and not self.offers.counts


@router.get(HERE)
def desk(visit: CurrentVisit, session: ReadSession) -> Response:
    """The desk; others are led to where their work begins."""
    demand(visit.actor, AccountAction.SEE_OWN)
    home = home_of(visit.actor)
    if home != HERE:
        return visit.on_to(home)
    found = desk_of(session, visit.actor, now=visit.now, language=visit.language)
    rows = rows_of(found, visit.language)
    page = DeskPage(
        asks=visit.actor.has_role(Role.AGENCY),
        answers=rows.answers,
        exchanges=own_exchanges(session, visit),
        evaluations=rows.evaluations,
        needs=rows.needs,
        expiring=rows.expiring,
        stalled=rows.stalled,
        requests=own_posts_of(session, visit, Request, found.requests),
        offers=own_posts_of(session, visit, Offer, found.offers),
        could_serve=rows.could_serve,
        raises=rows.raises,
        done=said if (said := visit.request.query_params.get("done", "")) in DONE else "",
    )
    return visit.page("posts/desk.html", page)
