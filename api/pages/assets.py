"""The files that pages load: each under an address that changes with its content, so that browsers may keep it."""

import hashlib
from functools import cache
from typing import Any

from fastapi import Response
from fastapi.staticfiles import StaticFiles

from api.pages import STATIC

FOREVER = "public, max-age=31536000, immutable"
PATH = "/static"


@cache
def asset(name: str) -> str:
    """The address of a file, with a digest of its content."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"{PATH}/{name}?{digest}"


class Assets(StaticFiles):
    """Serves the files; one that is asked for by its digest is kept for good."""

    def file_response(self, full_path: Any, stat_result: Any, scope: Any, status_code: int = 200) -> Response:  # noqa: ANN401
        """The file as an answer."""
        answer = super().file_response(full_path, stat_result, scope, status_code)
        if scope["query_string"]:
            answer.headers["Cache-Control"] = FOREVER
        return answer
