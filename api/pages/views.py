"""The pages' routes."""

import json
from typing import Annotated, Any

from babel.numbers import format_decimal, format_percent
from fastapi import APIRouter, Query
from fastapi import Request as HttpRequest
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from jinja2 import StrictUndefined

from api.dependencies import ReaderLanguage, ReadSession, Shelf, Today, reader_language
from api.moments import now_of
from api.pages import TEMPLATES
from api.pages.contexts import ErrorPage, HomePage, Reader, RequestPage, WhyPage
from locales import LANGUAGES, translate
from models import taxonomy
from models.checks import Sector

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
templates = Jinja2Templates(TEMPLATES)
templates.env.undefined = StrictUndefined
templates.env.trim_blocks = templates.env.lstrip_blocks = True


def _page(
    request: HttpRequest,
    name: str,
    page: HomePage | RequestPage | WhyPage | ErrorPage,
    language: str,
    status: int = 200,
) -> HTMLResponse:
    context: dict[str, Any] = {
        "page": page,
        "language": language,
        "languages": [(code, taxonomy.language_name(code, code)) for code in LANGUAGES],
        "_": lambda text: translate(text, language),
        "percent": lambda value: format_percent(value, locale=language),
        "number": lambda value: format_decimal(value, format="0.000000", locale=language),
        "here": lambda code: f"?{request.url.include_query_params(lang=code).query}",
        "as_json": lambda data: json.dumps(data, ensure_ascii=False, indent=1),
    }
    answer = templates.TemplateResponse(request, name, context, status_code=status)
    answer.headers["Content-Language"] = language
    answer.headers["Vary"] = "Accept-Language"
    return answer


@router.get("/")
def home(
    request: HttpRequest,
    session: ReadSession,
    today: Today,
    language: ReaderLanguage,
    sector: Annotated[Sector | None, Query()] = None,
    after: str | None = None,
) -> HTMLResponse:
    """Open requests with their best matches."""
    return _page(request, "home.html", Reader(session, language, today).home(sector, after), language)


@router.get("/requests/{request_id}")
def one_request(
    request: HttpRequest, request_id: str, session: ReadSession, today: Today, language: ReaderLanguage
) -> HTMLResponse:
    """One request with all its suggestions."""
    return _page(request, "request.html", Reader(session, language, today).request(request_id), language)


@router.get("/requests/{request_id}/offers/{offer_id}")
def why(
    request: HttpRequest, request_id: str, offer_id: str, session: ReadSession, shelf: Shelf, language: ReaderLanguage
) -> HTMLResponse:
    """Why this match."""
    reader = Reader(session, language, now_of(request).date())
    page = reader.why(request_id, offer_id, shelf.index(session, reader.today))
    return _page(request, "why.html", page, language)


def error_page(request: HttpRequest, title: str, status: int) -> HTMLResponse:
    """What went wrong, in the reader's language."""
    return _page(request, "error.html", ErrorPage(title, status), reader_language(request), status)
