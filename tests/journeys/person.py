"""Somebody who uses the service: signs in with a password, and lets a program of his own do the calls."""

from datetime import datetime, timedelta
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

PASSWORD = "cuatro mulas y un río"
SCOPES = ["read", "write", "review", "administer"]
TOKEN_DAYS = 365


class Person:
    """An account's owner. Every edit starts from what stands there: its ETag is read and sent back."""

    def __init__(self, app: FastAPI, address: str) -> None:
        self._app, self.address = app, address
        self._program: TestClient | None = None
        self._until: datetime | None = None

    def ask(self, method: str, path: str, said: Any = None) -> Response:
        """A call and its answer, whatever it is."""
        client, headers = self._client(), {}
        thing = "/".join(path.split("/")[:3])
        if method == "PATCH" or (method == "POST" and path.count("/") > 1):
            tag = client.get(f"/api/v1{thing}").headers.get("ETag")
            headers = {"If-Match": tag} if tag else {}
        return client.request(method, f"/api/v1{path}", json=said, headers=headers)

    def read(self, path: str) -> Any:
        """What stands there."""
        answer = self.ask("GET", path)
        assert answer.status_code == 200, f"{self.address} GET {path}: {answer.text}"
        return answer.json()

    def items(self, path: str) -> list[Any]:
        """The first part of a list."""
        found: list[Any] = self.read(path)["items"]
        return found

    def do(self, path: str, said: Any = None, *, method: str = "POST") -> Any:
        """A call that is meant to succeed, and what it answers."""
        answer = self.ask(method, path, said)
        assert answer.is_success, f"{self.address} {method} {path}: {answer.text}"
        return answer.json() if answer.content else None

    def change(self, path: str, **fields: Any) -> Any:
        """Saves some fields."""
        return self.do(path, fields, method="PATCH")

    def refused(self, path: str, said: Any = None, *, method: str = "POST") -> int:
        """The status of a call that is meant to fail."""
        answer = self.ask(method, path, said)
        assert answer.is_client_error, f"{self.address} {method} {path}: {answer.text}"
        return answer.status_code

    def post(self, kind: str, **fields: Any) -> str:
        """A draft of a `requests` or `offers`, submitted to the focal point; answers its identifier."""
        key: str = self.do(f"/{kind}", fields)["id"]
        self.do(f"/{kind}/{key}/submit")
        return key

    def matches(self, request: str, **filters: str) -> dict[str, Any]:
        """The matches of a request by offer."""
        wanted = "".join(f"&{name}={value}" for name, value in filters.items())
        return {one["offer"]["id"]: one for one in self.items(f"/matches?request={request}{wanted}")}

    def _client(self) -> TestClient:
        """His program, with a token made after signing in; a new one where the last has run out."""
        now: datetime = self._app.state.clock()
        if self._program is None or self._until is None or now >= self._until:
            browser = TestClient(self._app, base_url="https://sursur.test")
            entered = browser.post("/api/v1/sign-in", json={"email": self.address, "password": PASSWORD})
            assert (entered.status_code, entered.json().get("next")) == (200, "nothing"), entered.text
            wish = {"name": "journey", "scopes": SCOPES, "days": TOKEN_DAYS}
            made = browser.post("/api/v1/account/tokens", json=wish)
            assert made.status_code == 201, made.text
            headers = {"Authorization": f"Bearer {made.json()['secret']}"}
            self._program = TestClient(self._app, raise_server_exceptions=False, headers=headers)
            self._until = now + timedelta(days=TOKEN_DAYS)
        return self._program
