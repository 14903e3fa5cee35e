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
from tests.api.test_canaries import HOMES, addresses, app, client_of
from tests.exchanging import ENDS, FOCAL, PROVIDER, STARTS, said

__all__ = ["app"]
DAYS = {"starts_on": str(STARTS), "ends_on": str(ENDS)}
PICK = {"match": 1, "version": 1}
BODIES: dict[str, Any] = {
    "/accounts/{email}": {"name": "Somebody else"},
    "/organizations/{organization_id}": {"name": "Another name"},
    "/merge": {"other": "inta-arg"},
    "/trust": {"trusted": True},
    "/webhooks/{webhook_id}": {"active": False},
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
    "/digest-schedule/pause": {"reason": "a review"},
    "/digest-schedule/resume": {"what": "mail"},
    "/digest-test": {"account": FOCAL},
    "/invitations": {"email": PROVIDER, "name": "Eva", "role": "administrator"},
}
"""What is sent, by the longest end of the path."""
STEP = {"version": "1"}
FORMS: dict[str, dict[str, str]] = {
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
    "/test": {"account": PROVIDER},
}
"""The same for the forms of pages."""
OF_NOBODY = re.compile(
    r"^(/api/v1)?/(account(/|$)|sign-|password-reset|confirmation|invitation/|invitations/acceptance|rank$|imports/"
    r"|webhooks$|bounces$|(requests|offers)/(hints|new|check)$|(un)?subscribe|organizations$)"
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
                elif path.endswith("/attachments"):
                    yield method, address, {"files": {"file": ("a.png", b"not an image")}}
                else:
                    yield method, address, {"json": BODIES[tail]} if tail and method != "DELETE" else {}


@pytest.mark.parametrize("email", UNINVOLVED)
@ON_ONE_DATABASE
def test_strangers_are_refused_and_change_nothing(app: FastAPI, engine: Engine, email: str | None) -> None:
    client, refused = client_of(app, email), set[str]()
    with reading(engine) as session:
        keys = keys_by_parameter(session)
    keys["organization_id"] = [one for one in keys["organization_id"] if one != HOMES.get(email or "")]
    before = digest(engine)
    for method, address, options in calls(app, keys):
        answer = client.request(method, address, headers={"If-Match": '"1"'}, follow_redirects=False, **options)
        led_to_sign_in = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
        if answer.status_code not in (401, 403, 404) and not led_to_sign_in:
            refused.add(f"{answer.status_code} {method} {address} {answer.text[:200]}")

    assert refused == set()
    assert {name for name, value in digest(engine).items() if value != before[name]} == set()
