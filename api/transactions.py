"""One transaction for each call that writes, committed before its answer leaves: what is acknowledged is kept.

A POST with an `Idempotency-Key` is answered once: its answer is stored in the same transaction, and a repetition gets
that answer and does nothing. Forms of pages carry such a key in their field `once`. An answer that holds a secret
(`no-store`) is not stored: its repetition is refused.
"""

import hashlib
import json
import re
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from fastapi import Request as HttpRequest
from fastapi import Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from sqlmodel import Session, col, delete

from api.callers import caller, claims
from api.moments import now_of
from api.security.forgery import SAFE, sent_proof
from locales.messages import ForPrograms, Message
from matcher.errors import BadInputError, ConflictError, UnauthenticatedError
from models.answered import Answered
from models.database import writing

KEPT = timedelta(hours=24)
"""How long an answer is kept for repetitions."""
LONGEST_KEY = 200
REFUSED = 400
ONCE = "once"
"""The field of a form that holds the key by which it is known when it comes again."""
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
BOUNDARY = re.compile(r'boundary="?([^";]+)')
UNKEPT = "no-store"
"""What the `Cache-Control` of an answer says that nobody may keep."""
SENT_BEFORE = ForPrograms(
    Message("this was sent before with other words; read the page again, or take a new Idempotency-Key"),
    people=Message("this was sent before with other words: look first whether that is there already"),
)

Handler = Callable[[HttpRequest], Coroutine[Any, Any, Response]]


class TransactedRoute(APIRoute):
    """A route whose writing calls run in one transaction, which `WriteSession` gives them."""

    def get_route_handler(self) -> Handler:
        """The handler within its transaction."""
        handle = super().get_route_handler()

        async def transacted(request: HttpRequest) -> Response:
            if request.method in SAFE:
                return await handle(request)
            await request.body()  # a slow sender must not hold the transaction
            await sent_proof(request)
            if request.headers.get("content-type", "").startswith(FORMS):
                request.state.form = await request.form()  # so that no page of an error loses it
            context = writing(request.app.state.settings.engine)
            session = await run_in_threadpool(context.__enter__)
            try:
                response = await _once(session, request, handle)
                if response.status_code >= REFUSED:  # a page that tells what is wrong has done nothing
                    await run_in_threadpool(session.rollback)
            except BaseException as error:
                await run_in_threadpool(context.__exit__, type(error), error, error.__traceback__)
                raise
            finally:
                await request.close()  # the files of a form that was answered before
            await run_in_threadpool(context.__exit__, None, None, None)
            return response

        return transacted


async def _once(session: Session, request: HttpRequest, handle: Handler) -> Response:
    request.state.session = session
    key = await _key(request)
    if key is None or request.method != "POST":
        return await handle(request)
    if not 0 < len(key) <= LONGEST_KEY:
        raise BadInputError("an Idempotency-Key has 1 to {longest_key} characters", longest_key=LONGEST_KEY)
    digest, fingerprint = _digest(_caller(request), key), await _fingerprint(request)
    known = await run_in_threadpool(session.get, Answered, digest)
    if known is not None and known.answered_at > now_of(request) - KEPT:
        await run_in_threadpool(_demand_proof, request, session)
        return _again(known, fingerprint)
    response = await handle(request)
    await run_in_threadpool(_keep, session, request, _Answer(digest, fingerprint, response))
    return response


async def _key(request: HttpRequest) -> str | None:
    """The key of a call, by its header or in the form that it sends."""
    key = request.headers.get("idempotency-key")
    if key is None and request.headers.get("content-type", "").startswith(FORMS):
        sent = (await request.form()).get(ONCE)
        return sent if isinstance(sent, str) else None
    return key


def _demand_proof(request: HttpRequest, session: Session) -> None:
    """Raises UnauthenticatedError where the token or session that got the first answer does not hold any more."""
    if claims(request) and not caller(request, session, now=now_of(request)).signed_in:
        raise UnauthenticatedError("your session has ended; sign in again")


class _Answer:
    def __init__(self, digest: str, fingerprint: str, response: Response) -> None:
        self.digest, self.fingerprint, self.response = digest, fingerprint, response


def _keep(session: Session, request: HttpRequest, answer: _Answer) -> None:
    now, response = now_of(request), answer.response
    session.exec(delete(Answered).where(col(Answered.answered_at) <= now - KEPT))
    kept = {name: value for name, value in response.headers.items() if name not in ("content-length", "set-cookie")}
    session.add(
        Answered(
            digest=answer.digest,
            fingerprint=answer.fingerprint,
            status=response.status_code,
            headers=json.dumps(kept),
            body=b"" if _is_secret(response) else bytes(response.body),
            answered_at=now,
        )
    )


def _again(known: Answered, fingerprint: str) -> Response:
    if known.fingerprint != fingerprint:
        raise ConflictError(SENT_BEFORE)
    headers = json.loads(known.headers)
    if UNKEPT in headers.get("cache-control", ""):
        raise ConflictError("this call has been carried out; its answer held a secret that is told only once")
    headers |= {"Idempotent-Replayed": "true"}
    return Response(known.body, known.status, headers)


def _is_secret(response: Response) -> bool:
    return UNKEPT in response.headers.get("cache-control", "")


def _caller(request: HttpRequest) -> str:
    return request.headers.get("authorization", "") or request.headers.get("cookie", "")


async def _fingerprint(request: HttpRequest) -> str:
    body = await request.body()
    if boundary := BOUNDARY.search(request.headers.get("content-type", "")):
        body = body.replace(boundary[1].encode(), b"")  # a browser draws another one each time
    return _digest(request.method, request.url.path, request.url.query, hashlib.sha256(body).hexdigest())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
