"""Whatever the description of the API allows, or does not allow, by whomever it is sent: nothing fails, and each answer
is one that the description tells of. `make fuzz` sends far more."""

import os
import re
from collections.abc import Callable
from contextlib import suppress

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Request, Response
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case
from schemathesis.checks import CHECKS
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.generation import GenerationMode
from sqlalchemy import Engine

from models.database import reading
from tests.api.conftest import talk_to
from tests.api.inhabited import keys_by_parameter
from tests.api.people import as_account
from tests.exchanging import ANALYST, FOCAL, PROVIDER, RECIPIENT
from tests.spreading import taken

EXAMPLES = int(os.environ.get("SURSUR_FUZZ_EXAMPLES", "1"))
"""Calls of each kind to each operation by each role."""
ADMINISTRATOR = "administrator@example.org"
ROLES = {
    "stranger": None,
    "agency": RECIPIENT,
    "provider": PROVIDER,
    "focal point": FOCAL,
    "analyst": ANALYST,
    "administrator": ADMINISTRATOR,
}
LOOKED_AT = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")
COMPLETE = settings(
    max_examples=EXAMPLES,
    database=None,
    deadline=None,
    derandomize=False,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
LEFT_OUT = re.compile(
    r"(DELETE|PATCH) /api/v1/accounts/\{email\}|POST .*/merge"  # would end callers, or what the others ask for
    r"|POST /api/v1/bounces"  # takes mails, which the library does not write
)


@pytest.mark.long
def test_nothing_fails_whatever_is_sent(inhabited_app: FastAPI, engine: Engine) -> None:
    clients = [as_account(inhabited_app, email) if email else talk_to(inhabited_app) for email in ROLES.values()]
    with reading(engine) as session:
        known = keys_by_parameter(session)
    wrong: dict[str, str] = {}
    for found in schemathesis.openapi.from_dict(inhabited_app.openapi()).get_all_operations():
        operation = found.ok()
        if LEFT_OUT.fullmatch(operation.label) or not taken(operation.label):
            continue
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            call = given(operation.as_strategy(mode))(_calling(clients, known, wrong))
            with suppress(Unsatisfiable):  # nothing can be wrong about some calls
                seed(len(operation.label))(COMPLETE(call))()
    assert wrong == {}, "\n".join(f"{place}: {what}" for place, what in wrong.items())


def _calling(clients: list[TestClient], known: dict[str, list[str]], wrong: dict[str, str]) -> Callable[[Case], None]:
    def call(case: Case) -> None:
        _aim(case, known)
        wish = case.as_transport_kwargs(base_url="http://testserver")
        wish.pop("cookies", None)
        if isinstance(wish.get("data"), str | bytes):
            wish["content"] = wish.pop("data")
        if isinstance(wish.get("files"), list):  # the client writes no numbers into a form
            wish["files"] = [(name, (None, *map(_written, parts[1:]))) for name, parts in wish["files"]]
        for client in clients:
            answer = client.request(**wish, follow_redirects=False)
            answer.request = Request(wish["method"], answer.url, headers=answer.request.headers)  # without its body
            _judge(case, answer, wrong)

    return call


def _written(part: object) -> str | bytes:
    return part if isinstance(part, str | bytes) else str(part)


def _aim(case: Case, known: dict[str, list[str]]) -> None:
    """Names things that are there, in most calls."""
    drawn = len(str(case.path_parameters) + str(case.body))
    for name in case.path_parameters or {}:
        noun = {"post_id": "request_id" if "/requests/" in case.path else "offer_id"}.get(name, name)
        things = known.get(noun)
        if things and drawn % 4:
            case.path_parameters[name] = things[drawn % len(things)]


def _judge(case: Case, answer: Response, wrong: dict[str, str]) -> None:
    """Notes what is no answer that the description tells of."""
    try:
        case.validate_response(answer, checks=CHECKS.get_by_names(list(LOOKED_AT)))
    except (Failure, FailureGroup) as failure:
        several = failure.exceptions if isinstance(failure, FailureGroup) else [failure]
        for one in several:
            place = f"{case.operation.label} {type(one).__name__} {answer.status_code}"
            wrong.setdefault(place, f"{str(one)[:400]} {answer.text[:300]}")
