"""A world in which every noun is there and every private field holds a word by which it is known where it shows.

SECRET words are for those whom a thing concerns, INSIDE ones also for analysts, MEMBERS ones for all who are signed in.
"""

from itertools import product
from typing import Any

from sqlmodel import Session, select

from matcher.accounts.tokens import issue_token
from matcher.analytics.groups import GROUPS
from matcher.audit import record
from matcher.exchanges.opening import open_exchange
from matcher.exchanges.parts import add_part
from matcher.exporting import EXPORTS
from models.account import Account
from models.api_token import Scope
from models.attachment import Attachment
from models.cost_share import CostShare, CostShareCreate
from models.decision import Decision
from models.delivery import Delivery
from models.deployment import Deployment, DeploymentCreate
from models.digest import Digest
from models.document import Document, DocumentText, DocumentUse
from models.evaluation import Evaluation
from models.event import Event
from models.event_delegation import EventDelegation, EventPost, EventWish
from models.exchange import Exchange
from models.letter import Letter
from models.match import Match, MatchState
from models.match_note import MatchNote
from models.meeting import EventPlan, Meeting
from models.milestone import Milestone, MilestoneCreate
from models.need_question import NeedQuestion
from models.offer import Offer
from models.organization import Organization
from models.request import Request
from models.roster import Placement
from models.statement import Statement
from models.webhook import Telling, Webhook
from tests import builders
from tests.conftest import NOW
from tests.exchanging import ENDS, FOCAL, PROVIDER, RECIPIENT, STARTS, STRANGER, more_people, on, running, said, who
from tests.matched import bring, put, small_region, suggest

FAR_AGENCY = "agency.chl@example.org"
UNINVOLVED = (None, FAR_AGENCY, STRANGER, "analyst@example.org")
RATINGS = dict.fromkeys(("relevance", "delivery", "results", "sustainability"), 4)
HIDDEN_STATES = ("draft", "submitted", "withdrawn", "closed")


def secret(what: str) -> str:
    """A word for those alone whom a thing concerns."""
    return f"SECRET-{what}"


def inside(what: str) -> str:
    """A word that analysts may read too."""
    return f"INSIDE-{what}"


def name_of(email: str) -> str:
    """The name of an account in this world."""
    return secret(f"name-of-{email.partition('@')[0].replace('.', '-')}")


def inhabit(session: Session) -> None:
    """Fills an empty database."""
    small_region(session)
    more_people(session)
    put(
        session,
        builders.organization("agci-chl", "CHL"),
        builders.account(FAR_AGENCY, organization="agci-chl"),
        builders.organization("paho", None, kind="multilateral"),
        builders.mechanism("mec-1"),
        builders.proposal_call(),
    )
    _posts(session)
    _matches(session)
    _exchanges(session)
    _events(session)
    _own_things(session)
    _community(session)
    _experts(session)
    _places(session)
    _applications(session)
    for row in session.exec(select(Organization)):
        row.contact = secret(f"contact-of-{row.id}")
    for account in session.exec(select(Account)):
        account.name = name_of(account.email)


def _posts(session: Session) -> None:
    for state, (make, owner) in product(
        HIDDEN_STATES, ((builders.request, "amexcid-mex"), (builders.offer, "abc-bra"))
    ):
        words = dict.fromkeys(("title", "text", "objection_note"), secret(f"{make.__name__}-{state}"))
        put(session, make(f"{make.__name__[:3]}-{state}", organization=owner, state=state, **words))
    for visibility, word in (("parties", secret("parties")), ("members", "MEMBERS-post")):
        words = {"title": word, "text": word, "visibility": visibility}
        put(session, builders.request(f"req-{visibility}", organization="amexcid-mex", **words))
        put(session, builders.offer(f"off-{visibility}", organization="sabesp-bra", **words))
    open_request = session.get_one(Request, "req-agua")
    open_request.objection_note = secret("objection-note")
    for action, change in (
        ("request.edited", {"text": [secret("earlier-text"), "Agua"]}),
        ("request.returned", {"state": ["submitted", "draft"], "objection_note": [None, secret("trail-of-note")]}),
        ("request.published", {"state": ["submitted", "published"]}),
        ("request.edited", {"preferred_provider": [None, secret("preferred")]}),
    ):
        record(session, action, ("request", "req-agua"), now=NOW, actor=RECIPIENT, change=change)
    for key in ("req-draft", "req-parties"):
        plain = {"media_type": "image/png", "size": 4, "digest": "0" * 64, "added_at": NOW}
        put(session, Attachment(id=f"att-{key}", request=key, name=secret("attachment"), **plain))


def _matches(session: Session) -> None:
    for request, offer in (("req-parties", "off-parties"), ("req-agua", "off-members"), ("req-draft", "off-draft")):
        match = suggest(session, request, offer)
        match.assigned_to = FOCAL
        if request == "req-agua":
            bring(match, "introduced")
            match.introduced_at = NOW
        _say(session, match.id or 0)


def _say(session: Session, match: int) -> None:
    for audience, role, email in (("focal-point", "requester", RECIPIENT), ("parties", "focal-point", FOCAL)):
        note = {"match": match, "account": email, "role": role, "written_at": NOW}
        put(session, MatchNote(**note, audience=audience, text=secret(f"note-for-{audience}")))
        record(
            session, "match.noted", ("match", str(match)), now=NOW, actor=email, change={"audience": [None, audience]}
        )
    verdict = {"verdict": "declined", "reason": "other", "state_before": "proposed", "decided_at": NOW}
    for role, email in (("focal-point", FOCAL), ("requester", RECIPIENT)):
        put(session, Decision(match=match, account=email, role=role, note=secret(f"decline-note-of-{role}"), **verdict))
    change = {"assigned_to": [None, FOCAL], "note": [None, secret("note-in-trail")]}
    record(session, "match.assigned", ("match", str(match)), now=NOW, actor=FOCAL, change=change)


def _experts(session: Session) -> None:
    for state in ("draft", "asked", "refused", "withdrawn"):
        words = {name: secret(f"expert-{state}-{name}") for name in ("title", "summary", "person", "contact")}
        email = f"secret.{state}@example.org"
        put(session, builders.expert(f"exp-{state}", state=state, email=email, offers=["off-agua"], **words))
    hidden = {"offers": ["off-agua", "off-draft"], "email": "secret.agreed@example.org"}
    seen = {"person": "MEMBERS-person", "contact": "MEMBERS-contact"}
    put(session, builders.expert("exp-agreed", state="consented", **hidden, **seen))
    put(session, builders.roster(), Placement(id="plc-1", roster="ros-agua", expert="exp-agreed"))
    put(session, Placement(id="plc-2", roster="ros-agua", expert="exp-withdrawn"))


def _exchanges(session: Session) -> None:
    known = running(session)
    _plan(session, known)
    _evaluate(session, known)
    known.shown_in_full, known.text = False, secret("text-of-exchange")
    put(session, builders.request("req-open"), builders.offer("off-open", organization="sabesp-bra"))
    match = suggest(session, "req-open", "off-open", state=MatchState.ACCEPTED)
    hidden = open_exchange(session, who(session, PROVIDER), match, now=NOW)
    hidden.title, hidden.text = inside("title-of-exchange"), secret("text-of-hidden-exchange")
    hidden.shown_in_full = False
    _plan(session, hidden)
    hidden.state, hidden.cancel_reason, hidden.cancel_note = "cancelled", "other", secret("cancel-note")
    told = ("title", "problem", "solution", "results", "context", "evidence", "cost", "transfer", "note", "contact")
    words = dict.fromkeys(told, secret("practice"))
    put(session, builders.practice("pra-own", state="draft", **words))
    put(session, builders.practice("pra-drawn", organization="sabesp-bra", state="draft", exchange=known.id, **words))
    put(session, builders.practice("pra-submitted", state="submitted", **words))
    put(session, builders.practice("pra-1", contact="MEMBERS-practice", note=secret("returned")))
    put(session, builders.practice("pra-one", contact=secret("practice-contact"), contact_visibility="parties"))
    put(session, builders.practice("pra-en", language="en", translation_of="pra-1", **words | {"state": "draft"}))
    _documents(session, known.id)
    text = secret("need-answer")
    put(session, NeedQuestion(request="req-agua", asked_at=NOW, answer="no", text=text, account=RECIPIENT))


def _documents(session: Session, exchange: str) -> None:
    fields: dict[str, Any] = {"kind": "guide", "language": "es", "added_at": NOW, "organization": "sabesp-bra"}
    public = {"title": "Manual", "name": "manual.pdf", "digest": "0" * 64, "media_type": "image/png", "size": 4}
    hidden = {name: secret("document") for name in ("title", "description", "authors", "licence")}
    put(
        session,
        Document(id="doc-1", country="BRA", text_state="read", **fields | public),
        Document(id="doc-members", visibility="members", title="MEMBERS-document", **fields),
        Document(id="doc-own", visibility="parties", text_state="read", **fields | hidden),
    )
    put(session, *(DocumentText(id=key, text=f"SECRET {secret('words')}", read_at=NOW) for key in ("doc-own",)))
    put(session, DocumentText(id="doc-1", text="Manual de juntas", read_at=NOW))
    put(session, DocumentUse(id="use-1", document="doc-1", practice="pra-1", added_at=NOW))
    put(session, DocumentUse(id="use-2", document="doc-own", exchange=exchange, added_at=NOW))
    put(session, DocumentUse(id="use-3", document="doc-1", practice="pra-own", added_at=NOW))


def _plan(session: Session, exchange: Exchange) -> None:
    by, moment, state = who(session, RECIPIENT), on(STARTS), exchange.state
    days = {"starts_on": STARTS, "ends_on": ENDS}
    expert = {"expert": secret("expert"), "organization": "sabesp-bra", "place": inside("place"), **days}
    add_part(session, by, exchange.id, Deployment, DeploymentCreate(**expert), now=moment)
    goal = MilestoneCreate(title=inside("milestone"), due_on=ENDS)
    add_part(session, by, exchange.id, Milestone, goal, now=moment)
    if state == "accepted":
        share = CostShareCreate(organization="sabesp-bra", kind="in-kind", what=inside("what"))
        add_part(session, by, exchange.id, CostShare, share, now=moment)
    put(session, Statement(exchange=exchange.id, organization="sabesp-bra", title=secret("statement")))


def _evaluate(session: Session, exchange: Exchange) -> None:
    for organization, email in (("amexcid-mex", RECIPIENT), ("sabesp-bra", PROVIDER)):
        fields = said(text=secret("evaluation")).model_dump() | {"stage": "mid-term"}
        told = {"exchange": exchange.id, "organization": organization, "account": email, "sent_at": NOW}
        put(session, Evaluation(**fields | told))


def _events(session: Session) -> None:
    """A fair at which Mexico's agency meets a Brazilian provider over posts that nobody else may read, and a draft."""
    place = {"organization": "amexcid-mex", "country": "MEX", "time_zone": "America/Mexico_City"}
    known = {"kind": "fair", "language": "es", "starts_on": ENDS, "ends_on": ENDS, **place}
    put(
        session,
        Event(id="eve-1", title="Feria", summary="Reuniones", state="announced", **known),
        Event(id="eve-draft", title=secret("event"), summary=secret("event"), place=secret("event"), **known),
        EventDelegation(id="del-1", event="eve-1", organization="amexcid-mex", most_meetings=3),
        EventDelegation(id="del-2", event="eve-1", organization="sabesp-bra", arrives_at=NOW),
        EventPost(event="eve-1", delegation="del-1", request="req-parties", added_at=NOW),
        EventPost(event="eve-1", delegation="del-2", offer="off-parties", added_at=NOW),
        EventWish(delegation="del-1", other="del-2", kind="meet"),
    )
    topic = {"request": "req-parties", "offer": "off-parties", "score": 400_000}
    sides = {"first": "del-1", "second": "del-2", "topics": [topic], "score": 400_000}
    meeting = Meeting(id="mee-1", event="eve-1", starts_at=on(ENDS), minutes=20, place=1, changed_at=NOW, **sides)
    unmet = {"pair": ["del-1", "del-2"], "score": 0, "wishes": 1, "obstacle": "busy", "sides": []}
    plan = EventPlan(event="eve-1", planned_at=NOW, meetings=1, worth=400, possible=400, unmet=[unmet])
    put(session, meeting, plan)


def _own_things(session: Session) -> None:
    fields: dict[str, Any] = {"url": f"https://agency.example/{secret('hook')}", "events": ["request.published"]}
    words = {"description": secret("webhook"), "sealed_secret": secret("sealed")}
    put(session, Webhook(id="hok-1", account=RECIPIENT, created_at=NOW, **fields, **words))
    event = {"event": 1, "action": "request.published", "kind": "request", "key": "req-agua", "at": NOW}
    heard = {"state": "failed", "answer": secret("answer-of-hook"), "due_at": NOW}
    put(session, Telling(id="dlv-1", webhook="hok-1", **event, **heard))
    issue_token(session, RECIPIENT, secret("token"), scopes=[Scope.READ], now=NOW)
    _mails(session)


def _community(session: Session) -> None:
    """A network of Mexicans whose questions are for members."""
    put(session, builders.community("com-agua", "conagua-mex"), builders.member("com-agua", "amexcid-mex"))
    put(session, builders.community("com-open", "conagua-mex", readers="public"))
    words = {"title": secret("question"), "text": secret("question-text")}
    put(session, builders.question("con-1", RECIPIENT, organization="amexcid-mex", **words))
    put(session, builders.question("con-2", RECIPIENT, question="con-1", title="", text=secret("reply")))
    put(session, builders.question("con-3", RECIPIENT, community="com-open"))
    hidden = {"title": secret("hidden-question"), "text": secret("hidden-text"), "hidden_as": "off-topic"}
    put(session, builders.question("con-4", RECIPIENT, community="com-open", **hidden))


def _places(session: Session) -> None:
    """A city with priorities, of which one became a draft and one was withdrawn; and a project of countries."""
    gone = {"title": secret("priority"), "text": secret("priority"), "withdrawn_at": NOW}
    put(
        session,
        builders.organization("oaxaca-mex", "MEX", kind="subnational-government"),
        builders.priority("pri-1", "oaxaca-mex", request="req-draft"),
        builders.priority("pri-gone", "oaxaca-mex", **gone),
        builders.project(organization="conagua-mex", exchanges=[row.id for row in session.exec(select(Exchange))]),
    )


def _applications(session: Session) -> None:
    """A draft, and one in each of the states that others read, of Mexico's agency with a Brazilian provider."""
    words = {name: secret("application") for name in ("title", "text", "note")}
    for state in ("draft", "submitted", "declined"):
        handed_in = None if state == "draft" else NOW
        row = builders.application(f"app-{state}", state=state, submitted_at=handed_in, **words)
        row.title = inside("title-of-application") if state == "declined" else row.title
        part = {"organization": "sabesp-bra", "part": secret("part")}
        put(session, row, builders.partner("BRA", row.id, **part))
    del words["title"]
    put(session, builders.application("app-approved", state="approved", submitted_at=NOW, decided_at=NOW, **words))


def _mails(session: Session) -> None:
    content = {"title": secret("letter")}
    letter = Letter(account=RECIPIENT, kind="match-note", content=content, written_at=NOW)
    own = {"account": RECIPIENT, "week": "2026-W48", "language": "es", "built_at": NOW, "unsubscribe": secret("word")}
    digest = Digest(
        content={
            "expiring": [{"id": "req-agua", "kind": "request", "title": secret("digest"), "expires_on": "2026-12-01"}]
        },
        **own,
    )
    put(session, letter, digest)
    said = {"state": "held", "error": secret("server"), "due_at": NOW}
    put(session, Delivery(letter=letter.id, message_id=secret("message-of-letter"), **said))
    put(session, Delivery(digest=digest.id, message_id=f"<{secret('message')}@sursur.example>", **said))


def keys_by_parameter(session: Session) -> dict[str, list[str]]:
    """Everything that is there, by the name of the parameter that names it in a path."""
    tables = {
        "request_id": Request,
        "offer_id": Offer,
        "exchange_id": Exchange,
        "organization_id": Organization,
        "attachment_id": Attachment,
        "webhook_id": Webhook,
        "event_id": Event,
        "delegation_id": EventDelegation,
        "meeting_id": Meeting,
    }
    found = {name: sorted(row.id for row in session.exec(select(table))) for name, table in tables.items()}
    found["part"] = sorted(
        row.id for table in (Milestone, Deployment, CostShare) for row in session.exec(select(table))
    )
    found["pairs"] = sorted(f"{row.request} {row.offer}" for row in session.exec(select(Match)))
    found["email"] = sorted(row.email for row in session.exec(select(Account)))
    return found | {
        "match_id": ["1", "2", "3", "4", "5"],
        "note_id": ["1", "2"],
        "practice_id": ["pra-own", "pra-drawn", "pra-submitted", "pra-1", "pra-one", "pra-en"],
        "mechanism_id": ["mec-1"],
        "document_id": ["doc-1", "doc-members", "doc-own"],
        "use_id": ["use-1", "use-2", "use-3"],
        "into": ["en", "fr"],
        "expert_id": ["exp-draft", "exp-asked", "exp-refused", "exp-withdrawn", "exp-agreed"],
        "roster_id": ["ros-agua"],
        "placement_id": ["plc-1", "plc-2"],
        "call_id": ["cal-1"],
        "application_id": ["app-draft", "app-submitted", "app-declined", "app-approved"],
        "partner_id": ["par-app-draft-BRA", "par-app-submitted-BRA"],
        "community_id": ["com-agua", "com-open"],
        "contribution_id": ["con-1", "con-2", "con-3", "con-4"],
        "priority_id": ["pri-1", "pri-gone"],
        "project_id": ["pro-1"],
        "member_id": ["mem-com-agua-amexcid-mex"],
        "place": ["0"],
        "office": ["coordinator", "secretariat"],
        "delivery_id": ["dlv-1"],
        "brought_id": ["1", "2"],
        "digest_id": ["1"],
        "mail_id": ["1", "2"],
        "position": ["0", "1"],
        "what": ["digests"],
        "session_id": ["ses-1"],
        "token_id": ["tok-1"],
        "code": ["MEX", "BRA"],
        "form": sorted({form for one in EXPORTS.values() for form in one.formats}),
        "group": [group.value for group in GROUPS],
        "view": [name for its in GROUPS.values() for name in its.views],
        "views": [f"{group.value} {name}" for group, its in GROUPS.items() for name in its.views],
        "year": ["2026"],
    }
