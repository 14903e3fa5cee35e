"""Whoever has nothing to do with a thing changes nothing of it: every writing route, for each of them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from models.database import reading
from tests.api.inhabited import UNINVOLVED, keys_by_parameter
from tests.api.routes_of import ON_ONE_DATABASE, routes_of
from tests.api.test_access import digest
from tests.api.test_canaries import HOMES, addresses, client_of
from tests.exchanging import ENDS, FOCAL, PROVIDER, STARTS, said
from tests.spreading import taken

DAYS = {"starts_on": str(STARTS), "ends_on": str(ENDS)}
EVENT = {"title": "Feria", "kind": "fair", "language": "es", "organization": "amexcid-mex", "country": "MEX", **DAYS}
PICK = {"match": 1, "version": 1}
EXPERT = {"title": "Hidróloga", "language": "es", "person": "Eva", "email": "eva.luna@example.org"}
ROSTER = {"name": "Hidrólogos", "aim": "A quién llamar", "language": "es"}
PRIORITY = {"title": "Agua", "text": "Falta agua", "language": "es", "year": 2027, "rank": 1}
PROJECT: dict[str, Any] = {"name": "Eje", "aim": "Agua", "language": "es", "countries": ["MEX", "BRA"]}
BODIES: dict[str, Any] = {
    "/accounts/{email}": {"name": "Somebody else"},
    "/organizations/{organization_id}": {"name": "Another name"},
    "/merge": {"other": "inta-arg"},
    "/trust": {"trusted": True},
    "/webhooks/{webhook_id}": {"active": False},
    "/catalogues": {"id": "portal", "name": "Portal", "licence": "CC-BY-4.0"},
    "/practices/{practice_id}": {"title": "Another title"},
    "/practices/{practice_id}/state": {"state": "published"},
    "/requests/{request_id}": {"title": "Another title"},
    "/offers/{offer_id}": {"title": "Another title"},
    "/object": {"reason": "too-vague"},
    "/close": {"need_met": "no"},
    "/renew": {},
    "/start": {},
    "/decline": {"reason": "timing"},
    "/assign": {"to": FOCAL},
    "/notes": {"text": "x", "audience": "focal-point"},
    "/choice": {"matches": [PICK]},
    "/matches/review": {"reviews": [PICK]},
    "/need-met": {"answer": "yes"},
    "/documents": {"title": "Agua", "kind": "guide", "language": "es", "organization": "sabesp-bra"},
    "/documents/{document_id}": {"title": "Another title"},
    "/uses": {"practice": "pra-1"},
    "/exchanges": {"requester": "amexcid-mex", "provider": "sabesp-bra", "title": "Agua rural"},
    "/exchanges/{exchange_id}": {"title": "Another title"},
    "/parties": {"organization": "inta-arg", "role": "funder"},
    "/invitation": {"accept": True},
    "/cancel": {"reason": "no-funding"},
    "/milestones": {"title": "Curso", "due_on": str(ENDS)},
    "/milestones/{part}": {"title": "Curso"},
    "/deployments": {"expert": "Ana", "organization": "sabesp-bra", **DAYS},
    "/deployments/{part}": {"expert": "Ana"},
    "/cost-shares": {"organization": "sabesp-bra", "kind": "in-kind", "what": "Salas"},
    "/cost-shares/{part}": {"what": "Salas"},
    "/evaluations": said().model_dump(mode="json"),
    "/statement": {"title": "Another title"},
    "/differences": {"field": "title"},
    "/requests": {"text": "Agua", "organization": "amexcid-mex"},
    "/offers": {"text": "Agua", "organization": "sabesp-bra"},
    "/practices": {"title": "Agua", "problem": "x", "solution": "y", "language": "es", "organization": "sabesp-bra"},
    "/communities/{community_id}": {"name": "Another name"},
    "/communities": {"name": "Red", "organization": "segib", "aim": "Agua", "language": "es"},
    "/calls": {"mechanism": "mec-1", "title": "Another call"},
    "/calls/{call_id}": {"title": "Another title"},
    "/archive": {"archived": True},
    "/applications": {"call": "cal-1", "request": "req-agua", "title": "Agua"},
    "/applications/{application_id}": {"title": "Another title"},
    "/partners": {"country": "CHL"},
    "/partners/{partner_id}/answer": {"accept": True},
    "/applications/{application_id}/outcome": {"approved": True, "reason": "criteria-met"},
    "/applications/{application_id}/exchange": {"exchange": "exc-1"},
    "/members": {"country": "CHL"},
    "/questions": {"title": "¿Cómo se hace?", "text": "Agua", "language": "es"},
    "/contributions/{contribution_id}": {"text": "Otra cosa"},
    "/answers": {"text": "Así", "language": "es"},
    "/report": {"cause": "wrong"},
    "/hide": {"cause": "wrong"},
    "/priorities": PRIORITY,
    "/priorities/{priority_id}": {"rank": 2},
    "/window-rule": {"part": "informed"},
    "/projects/{project_id}": {"name": "Another name"},
    "/projects": PROJECT | {"organization": "paho"},
    "/experts": EXPERT | {"organization": "sabesp-bra"},
    "/experts/{expert_id}": {"title": "Another title"},
    "/experts/{expert_id}/consent": {"consent": "given"},
    "/experts/{expert_id}/offers": {"offer": "off-agua"},
    "/rosters": ROSTER | {"organization": "segib"},
    "/rosters/{roster_id}": {"name": "Another name"},
    "/rosters/{roster_id}/experts": {"expert": "exp-agreed"},
    "/digest-schedule/pause": {"reason": "a review"},
    "/digest-schedule/resume": {"what": "mail"},
    "/digest-test": {"account": FOCAL},
    "/events": EVENT,
    "/events/{event_id}": {"title": "Another title"},
    "/events/{event_id}/state": {"state": "held"},
    "/delegations": {"organization": "inta-arg"},
    "/delegations/{delegation_id}": {"at_once": 2},
    "/coming": {"comes": False},
    "/wishes": {"other": "del-2", "kind": "avoid"},
    "/posts": {"request": "req-agua"},
    "/demands": {"delegation": "del-1", "text": "Agua potable rural"},
    "/meetings/{meeting_id}/state": {"state": "cancelled"},
    "/invitations": {"email": PROVIDER, "name": "Eva", "role": "administrator"},
}
"""What is sent, by the longest end of the path."""
STEP = {"version": "1"}
HOURS = {"day_begins": "09:00", "day_ends": "12:00", "meeting_minutes": "20", "tables": "2", "most_meetings": "3"}
FORMS: dict[str, dict[str, Any]] = {
    "/agree": {"version": "1"},
    "/start": {"version": "1"},
    "/invitation": {"accept": "true"},
    "/evaluations": {name: str(value) for name, value in said().model_dump(mode="json").items()},
    "/choice": {"matches": "1:1"},
    "/offers/{offer_id}/choice": STEP,
    "/acceptance": STEP,
    "/interest": STEP,
    "/endorsement": STEP,
    "/introduction": STEP,
    "/undoing": STEP,
    "/assignment": STEP,
    "/decline": STEP | {"reason": "not-the-need"},
    "/notes": {"text": "Hola", "audience": "parties"},
    "/pause": {"reason": "because"},
    "/events/new": EVENT,
    "/state": STEP | {"state": "held"},
    "/delegations": {"organization": "inta-arg"},
    "/demands": {"delegation": "del-1", "text": "Agua potable rural"},
    "/list": {"kind": "requests"},
    "/hours": STEP | HOURS,
    "/wishes": {"other": "del-2", "kind": "avoid"},
    "/posts": {"post": "request req-agua"},
    "/posts/back": {"brought": "1"},
    "/presence": STEP,
    "/coming": {"comes": "false"},
    "/meetings/{meeting_id}": STEP | {"state": "cancelled"},
    "/test": {"account": PROVIDER},
    "/questions": {"title": "¿Cómo se hace?", "text": "Agua", "language": "es"},
    "/answers": {"text": "Así", "language": "es"},
    "/edit": STEP | {"text": "Otra cosa"},
    "/report": {"cause": "wrong"},
    "/hide": STEP | {"cause": "wrong"},
    "/show": STEP,
    "/close": STEP,
    "/reopen": STEP,
    "/keeping": STEP | {"name": "Another name", "aim": "x", "readers": "public"},
    "/programme": STEP | {"title": "Taller"},
    "/submit": STEP,
    "/withdraw": STEP,
    "/review": STEP,
    "/outcome": STEP | {"approved": "true", "reason": "criteria-met"},
    "/applications/{application_id}/exchange": STEP | {"exchange": "exc-1"},
    "/applications/{application_id}/edit": STEP | {"title": "Another title"},
    "/partners": STEP | {"country": "CHL"},
    "/partners/{partner_id}/remove": STEP,
    "/partners/{partner_id}/answer": {"accept": "true"},
    "/apply": {"call": "cal-1", "request": "req-agua", "title": "Agua"},
    "/calls/new": {"mechanism": "mec-1", "title": "Another call"},
    "/calls/{call_id}/edit": STEP | {"mechanism": "mec-1", "title": "Another title"},
    "/archive": STEP | {"archived": "true"},
    "/communities/new": {"name": "Red", "organization": "segib", "aim": "Agua", "language": "es"},
    "/programme/{place}": STEP | {"state": "done"},
    "/members": {"country": "CHL"},
    "/stewards": STEP | {"office": "secretariat", "organization": "inta-arg"},
    "/stewards/{office}/end": STEP,
    "/priorities": {name: str(value) for name, value in PRIORITY.items()},
    "/rank": STEP | {"rank": "2"},
    "/territories": {"part": "informed"},
    "/projects/new": PROJECT | {"organization": "paho"},
    "/projects/{project_id}/edit": STEP | {"name": "Another name"},
    "/projects/{project_id}/exchanges": STEP | {"exchange": "exc-1"},
    "/experts/new": EXPERT | {"organization": "sabesp-bra"},
    "/experts/{expert_id}/edit": STEP | {"title": "Another title"},
    "/ask": STEP,
    "/answer": STEP | {"consent": "given"},
    "/experts/{expert_id}/offers": STEP | {"offer": "off-agua"},
    "/offers/{offer_id}/remove": STEP,
    "/rosters/new": ROSTER | {"organization": "segib"},
    "/rosters/{roster_id}/edit": STEP | {"name": "Another name"},
    "/rosters/{roster_id}/experts": {"expert": "exp-agreed"},
}
"""The same for the forms of pages."""
OF_NOBODY = re.compile(
    r"^(/api/v1)?/(account(/|$)|sign-|password-reset|confirmation|consent/|invitation/|invitations/acceptance|rank$|imports/"
    r"|webhooks$|bounces$|(requests|offers|practices|library)/(hints|new|check)$|library/\{document_id\}/use$|practices/\{practice_id\}/(versions|translate/\{into\})$|(un)?subscribe|organizations$)"
)
"""Routes about one's own things, or about nobody's; `tests/api/test_access.py` looks after the register."""


def calls(app: FastAPI, keys: dict[str, list[str]]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every writing call on things of others, with a body that could be accepted."""
    for method, path in routes_of(app):
        if method != "GET" and not OF_NOBODY.search(path):
            tail = max((one for one in BODIES if path.replace("{post_id}", "").endswith(one)), key=len, default="")
            for address in addresses(path, keys):
                if not path.startswith("/api"):
                    end = max((one for one in FORMS if path.endswith(one)), key=len, default="")
                    yield method, address, {"data": FORMS.get(end, {})}
                elif path.endswith("/imports/{catalogue_kind}"):
                    yield (
                        method,
                        address.rpartition("/")[0] + "/offers",
                        {"files": {"file": ("a.csv", b"id,text\n1,x\n")}},
                    )
                elif path.endswith(("/attachments", "/documents/{document_id}/file")):
                    yield method, address, {"files": {"file": ("a.png", b"not an image")}}
                else:
                    yield method, address, {"json": BODIES[tail]} if tail and method != "DELETE" else {}


@pytest.mark.long
@pytest.mark.parametrize("email", UNINVOLVED)
@ON_ONE_DATABASE
def test_strangers_are_refused_and_change_nothing(inhabited_app: FastAPI, engine: Engine, email: str | None) -> None:
    refused = set[str]()
    with reading(engine) as session:
        keys = keys_by_parameter(session)
    keys["organization_id"] = [one for one in keys["organization_id"] if one != HOMES.get(email or "")]
    before = digest(engine)
    with client_of(inhabited_app, email) as client:  # one loop for all its calls
        for method, address, options in calls(inhabited_app, keys):
            if not taken(email, method, address):
                continue
            answer = client.request(method, address, headers={"If-Match": '"1"'}, follow_redirects=False, **options)
            led_to_sign_in = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
            if answer.status_code not in (401, 403, 404) and not led_to_sign_in:
                refused.add(f"{answer.status_code} {method} {address} {answer.text[:200]}")

    assert refused == set()
    assert {name for name, value in digest(engine).items() if value != before[name]} == set()
