"""Administrators register a community; those who run one archive it."""

from dataclasses import dataclass, field

from fastapi import Response

from api.pages import choices
from api.pages.choices import Options
from api.pages.communities.keeping import again_of
from api.pages.communities.opened import HERE, SentForm
from api.pages.form_pages import Step, form_pages
from api.pages.forms import Form
from api.pages.looking_up import meant
from api.pages.visits import CurrentVisit, Visit
from matcher.communities.editing import archive_community, create_community
from matcher.policy import demand
from matcher.policy.communities import CommunityAction
from models.community import CommunityPost

PAGE = "communities/form.html"
OFFICES = ("organization", "coordinator", "secretariat")
router = form_pages()


class Archiving(Step):
    """Whether it is archived."""

    archived: bool


@dataclass(frozen=True)
class CommunityFormPage:
    """The form of a new community."""

    sectors: Options
    languages: Options
    form: Form = field(default_factory=Form)


@router.get("/communities/new")
def write(visit: CurrentVisit) -> Response:
    """An empty form."""
    demand(visit.actor, CommunityAction.CREATE)
    return visit.page(PAGE, _page(visit, Form({"language": visit.language, "readers": "members"})))


@router.post("/communities/new")
def register(sent: SentForm) -> Response:
    """Registers a community."""

    def act(said: CommunityPost) -> str:
        named = {name: meant(sent.session, sent.visit, CommunityPost, sent.typed, name) for name in OFFICES}
        row = create_community(sent.session, sent.actor, said.model_copy(update=named), now=sent.visit.now)
        return f"/communities/{row.id}/keeping"

    def again(form: Form, status: int) -> Response:
        return sent.visit.page(PAGE, _page(sent.visit, form), status)

    demand(sent.actor, CommunityAction.CREATE)
    return sent.led(CommunityPost, act, done="saved", again=again)


@router.post(f"{HERE}/archive")
def archive(sent: SentForm, community_id: str) -> Response:
    """Archives a community, or brings it back."""

    def act(said: Archiving) -> object:
        now, version = sent.visit.now, said.version
        key, archived = community_id, said.archived
        return archive_community(sent.session, sent.actor, key, archived=archived, version=version, now=now)

    to = f"/communities/{community_id}/keeping"
    return sent.tried(Archiving, act, to=to, done="saved", again=again_of(sent, community_id))


def _page(visit: Visit, form: Form) -> CommunityFormPage:
    return CommunityFormPage(choices.sectors(visit.language), choices.languages(visit.language), form)
