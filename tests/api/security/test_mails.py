"""Mails go to whom they are meant for, whatever somebody typed into a title or a name."""

import email
from email import policy
from email.message import EmailMessage
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from matcher.mail.delivering import deliver_due
from models.database import writing
from models.request import Request
from tests.api.accounts.people import AGENCY, FOCAL, browser
from tests.api.people import as_account
from tests.conftest import NOW

EVIL = "Agua\r\nBcc: evil@example.org\nTo: evil@example.org\r\n\r\nhello \u2028 Bcc: evil@example.org"
TEXT = "Necesitamos medir la calidad del agua en quince municipios rurales de la costa."


def sent(app: FastAPI, folder: Path) -> list[EmailMessage]:
    """Every mail that waits, as it goes out."""
    deliver_due(app.state.settings.outbox_to(folder), now=NOW)
    found = [email.message_from_bytes(one.read_bytes(), policy=policy.default) for one in folder.glob("*.eml")]
    assert all(isinstance(one, EmailMessage) for one in found)
    return found  # type: ignore[return-value]


def submit(client: TestClient, key: str) -> int:
    """Puts a request before the focal point."""
    path = f"/api/v1/requests/{key}"
    return client.post(f"{path}/submit", headers={"If-Match": client.get(path).headers["etag"]}).status_code


def test_what_people_type_adds_no_header_and_no_reader(app: FastAPI, engine: Engine, tmp_path: Path) -> None:
    agency, administrator = as_account(app, AGENCY), as_account(app, "administrator@example.org")
    me = agency.get("/api/v1/account")
    agency.patch("/api/v1/account", json={"name": EVIL}, headers={"If-Match": me.headers["etag"]})
    made = agency.post("/api/v1/requests", json={"title": EVIL, "text": f"{TEXT} {EVIL}"})
    if made.status_code == 201:
        submit(agency, made.json()["id"])
    wish = {"email": "eva@example.org", "name": EVIL, "role": "agency", "organization": "amexcid-mex"}
    invited = administrator.post("/api/v1/invitations", json=wish)
    plain = agency.post("/api/v1/requests", json={"title": "Agua", "text": TEXT}).json()["id"]
    with writing(engine) as session:
        session.get_one(Request, plain).title = EVIL  # as an import of long ago may have left it
    assert submit(agency, plain) == 200

    mails = sent(app, tmp_path)

    assert {str(one["To"]) for one in mails} == {FOCAL, *(["eva@example.org"] if invited.status_code < 300 else [])}
    for one in mails:
        assert (one["Bcc"], one["Cc"], len(one.get_all("To", []))) == (None, None, 1)
        assert "\n" not in str(one["Subject"])
        assert "evil" not in str(one["To"])


def test_an_address_that_is_more_than_one_is_refused(app: FastAPI) -> None:
    wish = {"name": "Eva", "role": "agency", "organization": "amexcid-mex"}
    administrator = as_account(app, "administrator@example.org")
    for wrong in ("a@example.org\r\nBcc: evil@example.org", "a@example.org, evil@example.org", "a@example.org\x00"):
        answer = administrator.post("/api/v1/invitations", json=wish | {"email": wrong})
        assert answer.status_code == 422, wrong
        assert browser(app).post("/api/v1/password-resets", json={"email": wrong}).status_code in (202, 422)
