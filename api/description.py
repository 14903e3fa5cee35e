"""Completes the OpenAPI description: what FastAPI knows of the routes, and what holds for all of them alike."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.access import ACCESS, OPEN
from api.examples import EXAMPLES
from api.problems import MEDIA_TYPE, ProblemDetails
from matcher.policy import RULES
from matcher.policy.permission import anybody

Description = dict[str, Any]

TAGS = {
    "health": "Whether the service lives, and whether it can work.",
    "taxonomies": "The words that all posts share: sectors, modalities, languages, countries.",
    "posts": "Requests, which say what a country wants to learn, and offers, which say what others can share.",
    "ranking": "The best offers for a need, and why each stands where it stands.",
    "feeds": "Public posts for other programs: Atom, and linked data in the words of schema.org.",
    "organizations": "The register of those who ask, offer, facilitate or fund.",
    "calls": "Calls for proposals: rules, whether a request fits them, and which countries would complete a group.",
    "applications": "What countries bring to a call together: rules checked, partners asked, and what was decided.",
    "communities": "Networks and communities: members, programme of work, moderated questions and answers.",
    "practices": "Documented good practices: what was wrong, what was done, what came of it.",
    "library": "Documents that others can learn from, found by the words of their text.",
    "events": "Fairs, workshops and visits: their delegations, bilateral meetings and what comes of them.",
    "catalogues": "Catalogues of other platforms, and which records of ours stand there too.",
    "mechanisms": "Multilateral funds, networks and platforms that can support an exchange.",
    "support": "What can fund or facilitate a request, a match or an exchange, and who supports what where.",
    "countries": "What each country asks, offers and has done.",
    "webhooks": "Other programs are told what happened, by signed calls.",
    "account": "Your own account: its words, sessions, tokens and second factor.",
    "accounts": "Who may sign in, in which role and for which organization.",
    "digests": "The weekly mails: who got which, what holds them back, and what to do about one in doubt.",
    "sign-in": "Sessions, second factors and tokens.",
    "matches": "Suggestions of offers for requests: reviewed, introduced, accepted or declined.",
    "exchanges": "Cooperation from agreement to evaluation.",
    "attachments": "Files that belong to a post.",
    "bulk": "Many records at once, in and out.",
    "analytics": "Views over the whole: the exchange network, demand and supply, and the yearly report.",
}
"""What each part of the API is for."""

SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "a personal token, within its scopes"},
    "session": {"type": "apiKey", "in": "cookie", "name": "sursur_session", "description": "a session of the pages"},
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "a key of your choice: the same call with the same key is done once, and answered again for a day",
    "schema": {"type": "string", "maxLength": 200},
}
FILE = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
"""What is answered where no schema tells: a file."""
ERRORS = 400
METHODS = ("get", "post", "put", "patch", "delete")
WRITES = ("post", "put", "patch", "delete")


def operation_name(route: APIRoute) -> str:
    """The name of an operation for generated clients: the noun that its path begins with, and its function."""
    noun = route.path_format.removeprefix("/api/v1").strip("/").split("/")[0]
    return re.sub(r"\W", "_", f"{noun}_{route.name}")


def install(app: FastAPI) -> None:
    """Makes the application describe itself completely."""
    known = app.openapi

    def described() -> Description:
        if app.openapi_schema is None:
            app.openapi_schema = completed(known())
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def completed(found: Description) -> Description:
    """The description with tags, summaries, problems, examples and who may call, for every operation."""
    used = {tag for _, _, operation in operations(found) for tag in operation.get("tags", [])}
    found["tags"] = [{"name": name, "description": text} for name, text in TAGS.items() if name in used]
    for path, method, operation in operations(found):
        _complete(operation, method, path)
    components = found.setdefault("components", {})
    components["securitySchemes"] = SECURITY
    schemas = components.setdefault("schemas", {})
    schemas |= _problem_schemas()
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for name, schema in schemas.items():
        example = EXAMPLES.get(name.split("-")[0])
        if example is not None:
            schema["examples"] = [example]
    return found


def operations(found: Description) -> Iterator[tuple[str, str, Description]]:
    """Every operation with its path and method."""
    for path, methods in found["paths"].items():
        for method in METHODS:
            if method in methods:
                yield path, method, methods[method]


def _complete(operation: Description, method: str, path: str) -> None:
    said = operation.get("description", "").strip()
    operation["summary"] = said.split("\n")[0].split(". ")[0].rstrip(".") or operation["summary"]
    if method == "post" and path.startswith("/api/"):
        operation.setdefault("parameters", []).append(KEY)
    action = ACCESS.get((method.upper(), path), "")
    if action != OPEN:
        anonymous: list[Description] = [{}] if action in RULES and RULES[action].rule is anybody else []
        operation["security"] = [*anonymous, {"token": []}, {"session": []}]
        operation["x-action"] = str(action)
    responses = operation["responses"]
    named = {int(status) for status in responses if status.isdigit() and path.startswith("/api/")}
    for status in sorted({*_problems(operation, method, path), *(one for one in named if one >= ERRORS)}):
        responses[str(status)] = _problem(status)
    if "content" not in responses.get("200", {"content": {}}):
        responses["200"]["content"] = FILE


def _problems(operation: Description, method: str, path: str) -> Iterator[int]:
    """The problems that an operation may answer with."""
    parameters = operation.get("parameters", [])
    if operation.get("security"):
        yield from (401, 403, 429)
    if "{" in path:
        yield 404
    if method in WRITES:
        yield 409
    if any(one["in"] == "header" and one["name"].lower() == "if-match" for one in parameters):
        yield from (412, 428)
    if "requestBody" in operation:
        yield from (400, 411, 413)
    if parameters or "requestBody" in operation:
        yield 422


def _problem(status: int) -> Description:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
    return {"description": HTTPStatus(status).phrase, "content": content}


def _problem_schemas() -> dict[str, Description]:
    schema = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    schema["examples"] = [
        {
            "type": "about:blank",
            "title": "Somebody else has changed this",
            "status": 412,
            "detail": "request 'req-1' is at version 4 now; read it again and repeat your change",
            "errors": [],
        }
    ]
    return {**schema.pop("$defs"), "ProblemDetails": schema}
