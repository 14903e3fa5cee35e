"""Renders a page in the reader's language."""

import json
from typing import Any

from babel.numbers import format_decimal, format_percent
from fastapi import Request as HttpRequest
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from jinja2 import StrictUndefined

from api.pages import TEMPLATES
from locales import LANGUAGES, translate
from models import taxonomy

templates = Jinja2Templates(TEMPLATES)
templates.env.undefined = StrictUndefined
templates.env.trim_blocks = templates.env.lstrip_blocks = True


def render_page(request: HttpRequest, name: str, page: object, language: str, status: int = 200) -> HTMLResponse:
    """A template with what it shows, `page`, and what every page has."""
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
