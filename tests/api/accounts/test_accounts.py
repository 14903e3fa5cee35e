"""Accounts: owners change their own words, administrators the rest."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine, event

from matcher.editing import history
from models.database import reading, writing
from tests import builders
from tests.api.accounts.people import ADMINISTRATOR, AGENCY, FOCAL, browser, is_in, signed_in
from tests.api.people import as_account
from tests.matched import put

OWN = "/api/v1/account"
ALL = "/api/v1/accounts"


def edit(client: TestClient, path: str, **changes: Any) -> Response:
    """Changes an account from its present version."""
    tag = client.get(path).headers.get("etag", '"1"')
    return client.patch(path, json=changes, headers={"if-match": tag})


@contextmanager
def statements(app: FastAPI) -> Iterator[list[str]]:
    """The statements that the service sends meanwhile."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    event.listen(app.state.settings.engine, "before_cursor_execute", note)
    yield sent
    event.remove(app.state.settings.engine, "before_cursor_execute", note)


def test_an_owner_changes_the_own_words_with_a_trail(app: FastAPI, engine: Engine) -> None:
    answer = edit(signed_in(app, AGENCY), OWN, name="Oficina", language="pt", time_zone="America/Lima", reminders=False)

    assert (answer.status_code, answer.headers["etag"]) == (200, '"3"')
    assert (answer.json()["name"], answer.json()["reminders"]) == ("Oficina", False)
    with reading(engine) as session:
        newest = history(session, "account", AGENCY)[-1]
    assert (newest.action, newest.actor, newest.change["language"]) == ("account.edit", AGENCY, ["es", "pt"])


@pytest.mark.parametrize(
    "more", [{"role": "administrator"}, {"organization": "abc-bra"}, {"active": True}, {"covers": []}, {"email": "x"}]
)
def test_an_owner_changes_nothing_that_gives_rights(app: FastAPI, more: dict[str, Any]) -> None:
    assert edit(signed_in(app, AGENCY), OWN, **more).status_code == 422


def test_an_edit_names_its_version_and_a_stale_one_is_refused(app: FastAPI) -> None:
    client = as_account(app, AGENCY)
    edit(client, OWN, name="Oficina")

    assert client.patch(OWN, json={"name": "Despacho"}).status_code == 428
    assert client.patch(OWN, json={"name": "Despacho"}, headers={"if-match": '"1"'}).status_code == 412
    assert client.get(OWN).json()["name"] == "Oficina"


def test_the_public_has_no_account(app: FastAPI) -> None:
    assert browser(app).get(OWN).status_code == 401
    assert browser(app).patch(OWN, json={}, headers={"if-match": '"1"'}).status_code == 401


def test_an_answer_holds_no_secret(app: FastAPI) -> None:
    text = as_account(app, ADMINISTRATOR).get(f"{ALL}/{AGENCY}").text + as_account(app, AGENCY).get(OWN).text

    assert "argon2" not in text
    assert "password" not in text


def test_administrators_list_accounts_in_parts_and_by_what_they_are(app: FastAPI) -> None:
    client = as_account(app, ADMINISTRATOR)
    first = client.get(ALL, params={"limit": 4}).json()
    rest = client.get(ALL, params={"limit": 4, "after": first["next"]}).json()

    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [4, 2, None]
    found = [one["email"] for one in first["items"] + rest["items"]]
    assert found == sorted(set(found))
    for query, wanted in (
        ({"role": "agency"}, ["agency.bra@example.org", AGENCY]),
        ({"organization": "sabesp-bra"}, ["provider.bra@example.org"]),
        ({"active": "false"}, []),
        ({"text": "FOCAL"}, [FOCAL]),
        ({"text": "%%"}, []),
    ):
        assert [one["email"] for one in client.get(ALL, params=query).json()["items"]] == wanted


def test_a_longer_list_takes_no_more_statements(app: FastAPI, engine: Engine) -> None:
    client, counts = as_account(app, ADMINISTRATOR), []
    client.get(ALL)
    for number in range(2):
        with statements(app) as sent:
            assert client.get(ALL, params={"limit": 200}).status_code == 200
        counts.append(len(sent))
        with writing(engine) as session:
            put(session, *(builders.account(f"office{number}{one}@example.org") for one in range(40)))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("email", [AGENCY, FOCAL, "analyst@example.org", "provider.bra@example.org"])
def test_for_others_an_account_is_there_only_if_it_is_their_own(app: FastAPI, email: str) -> None:
    client = as_account(app, email)
    hidden, missing = client.get(f"{ALL}/agency.bra@example.org"), client.get(f"{ALL}/nobody@example.org")

    assert client.get(f"{ALL}/{email}").status_code == 200
    assert hidden.status_code == missing.status_code == 404
    assert hidden.text.replace("agency.bra", "nobody") == missing.text
    assert client.get(ALL).status_code == 403
    assert edit(client, f"{ALL}/agency.bra@example.org", name="Somebody").status_code == 404
    assert edit(client, f"{ALL}/{email}", role="administrator").status_code == 403
    assert client.get(f"{ALL}/{email}/history").status_code == 403


def test_disabling_ends_everything_at_once_and_enabling_revives_nothing(app: FastAPI) -> None:
    administrator, victim = signed_in(app, ADMINISTRATOR), signed_in(app, AGENCY)

    assert edit(administrator, f"{ALL}/{AGENCY}", active=False).status_code == 200
    assert not is_in(victim)
    assert edit(administrator, f"{ALL}/{AGENCY}", active=True).status_code == 200
    assert not is_in(victim)
    assert is_in(signed_in(app, AGENCY))


@pytest.mark.parametrize("change", [{"role": "analyst"}, {"organization": "abc-bra"}])
def test_another_role_or_organization_begins_with_a_new_sign_in(app: FastAPI, change: dict[str, str]) -> None:
    administrator, moved = signed_in(app, ADMINISTRATOR), signed_in(app, AGENCY)

    assert edit(administrator, f"{ALL}/{AGENCY}", **change).status_code == 200
    assert not is_in(moved)
    found = signed_in(app, AGENCY).get(OWN).json()
    assert change.items() <= found.items()


def test_an_administrator_gives_a_focal_point_its_countries(app: FastAPI) -> None:
    client = signed_in(app, ADMINISTRATOR)

    assert edit(client, f"{ALL}/{FOCAL}", covers=["MEX", "caribbean"]).json()["covers"] == ["MEX", "caribbean"]
    assert edit(client, f"{ALL}/{FOCAL}", covers=["Atlantis"]).status_code == 422
    assert edit(client, f"{ALL}/{AGENCY}", covers=["MEX"]).status_code == 422
    assert edit(client, f"{ALL}/{FOCAL}", role="analyst").json()["covers"] == []


def test_the_last_administrator_stays(app: FastAPI) -> None:
    client = signed_in(app, ADMINISTRATOR)

    assert edit(client, f"{ALL}/{ADMINISTRATOR}", active=False).status_code == 409
    assert edit(client, f"{ALL}/{ADMINISTRATOR}", role="analyst").status_code == 409
    assert edit(client, f"{ALL}/{FOCAL}", role="administrator").status_code == 200
    assert edit(client, f"{ALL}/{ADMINISTRATOR}", active=False).status_code == 200


def test_an_administrator_signs_somebody_out_and_reads_the_history(app: FastAPI) -> None:
    administrator, other = signed_in(app, ADMINISTRATOR), signed_in(app, AGENCY)
    edit(administrator, f"{ALL}/{AGENCY}", name="Oficina")

    assert administrator.delete(f"{ALL}/{AGENCY}/sessions").status_code == 204
    assert not is_in(other)
    events = administrator.get(f"{ALL}/{AGENCY}/history").json()
    assert [one["action"] for one in events] == ["account.sign-in", "account.edit", "account.sign-out"]
    assert events[1]["change"] == {"name": ["Office", "Oficina"]}


def test_an_account_of_others_answers_as_a_missing_one_however_it_is_written(app: FastAPI) -> None:
    client = as_account(app, AGENCY)
    hidden, missing = (client.get(f"{ALL}/{one}@EXAMPLE.org") for one in ("FOCAL", "NOBODY"))

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.text.replace("focal@", "nobody@") == missing.text


def test_an_administrator_hears_that_an_account_is_not_there(app: FastAPI) -> None:
    client = as_account(app, ADMINISTRATOR)

    assert client.get(f"{ALL}/nobody@example.org").status_code == 404
    assert client.delete(f"{ALL}/nobody@example.org/sessions").status_code == 404
