"""Renders a page in the reader's language."""

import json
import secrets
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent
from fastapi import Request as HttpRequest
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from jinja2 import StrictUndefined

from api.callers import session_cookie
from api.pages import TEMPLATES, words
from api.pages.assets import asset
from api.pages.navigation import doors
from api.security.forgery import with_proofs
from locales import LANGUAGES, translate
from locales.french import COLON
from matcher.policy import PUBLIC, Actor
from models import taxonomy

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

templates = Jinja2Templates(TEMPLATES)
templates.env.undefined = StrictUndefined
templates.env.trim_blocks = templates.env.lstrip_blocks = True
templates.env.globals |= {"asset": asset, "words": words, "token": partial(secrets.token_urlsafe, 16)}


def render_page(
    request: HttpRequest, name: str, page: object, language: str, status: int = 200, *, actor: Actor = PUBLIC
) -> HTMLResponse:
    """A template with what it shows, `page`, and what every page has."""
    context: dict[str, Any] = {
        "page": page,
        "me": actor,
        "doors": doors(actor),
        "path": request.url.path,
        "language": language,
        "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "languages": [(code, taxonomy.language_name(code, code)) for code in LANGUAGES],
        "colon": COLON.get(language, ":"),
        "_": lambda text: translate(text, language),
        "told": lambda table: [(value, translate(words, language)) for value, words in table.items()],
        "percent": partial(format_percent, locale=language),
        "share": partial(share, language=language),
        "number": lambda value: format_decimal(value, format="0.000000", locale=language),
        "whole": lambda value: format_decimal(value, format="#,##0", locale=language),
        "day": partial(format_date, format="long", locale=language),
        "moment": partial(moment, language=language),
        "here": lambda code: f"?{request.url.include_query_params(lang=code).query}",
        "same": partial(_same, request),
        "to": partial(within, request),
        "as_json": lambda data: json.dumps(data, ensure_ascii=False, indent=1),
    }
    answer = templates.TemplateResponse(request, name, context, status_code=status)
    answer.headers["Content-Language"] = language
    answer.headers["Vary"] = "Accept-Language, Cookie"
    secret = session_cookie(request)
    if secret is not None:
        answer.body = with_proofs(bytes(answer.body), secret)
        answer.headers["Content-Length"] = str(len(answer.body))
    return answer


def _same(request: HttpRequest, **changes: str) -> str:
    """The address of this page with some of its query changed."""
    return f"?{request.url.include_query_params(**changes).query}"


def moment(at: datetime, language: str) -> str:
    """A day with its hour, to the minute."""
    return f"{format_date(at, 'medium', locale=language)}, {format_time(at, 'short', locale=language)}"


def share(part: float, language: str) -> str:
    """A share as a percentage with one decimal, as the language writes it."""
    usual = Locale.parse(language).percent_formats[None].pattern
    return format_percent(part, format=usual.replace("#,##0", "#,##0.0"), locale=language)


def within(request: HttpRequest, path: str, **query: str) -> str:
    """The address of a page in the language that was asked for by `?lang=`, where one was."""
    asked = request.query_params.get("lang")
    if asked is not None:
        query["lang"] = asked
    return path if not query else f"{path}{'&' if '?' in path else '?'}{urlencode(query)}"
