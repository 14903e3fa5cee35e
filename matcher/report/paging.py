"""Sets the report as one page of HTML that needs nothing else: charts and tables lie in it, it prints, and it is read
aloud in order."""

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from matcher.report.document import Document

STYLE = (files("matcher.report") / "templates" / "report.css").read_text(encoding="utf-8")
CONTENT_POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; img-src data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""What a browser may do with the page: show it."""


def as_html(document: Document, tables: Mapping[str, bytes]) -> bytes:
    """The report as a page with its tables to take away."""
    style = Markup(STYLE)  # noqa: S704  (our own file)  # nosec B704
    links = {name: _address("text/csv;charset=utf-8", told) for name, told in tables.items()}
    page = _template().get_template("report.html")
    return page.render(doc=document, style=style, link=links.__getitem__, picture=_picture).lstrip().encode()


@cache
def _template() -> Environment:
    return Environment(
        loader=PackageLoader("matcher.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _picture(svg: str) -> str:
    return _address("image/svg+xml", svg.encode())


def _address(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"
