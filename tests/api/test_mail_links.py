"""Every link in every mail leads to a page that is there."""

import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from matcher.digests.building import build_week
from matcher.mail.delivering import Outbox, deliver_due
from matcher.mail.sending import to_directory
from models.database import writing
from tests.api.conftest import service, talk_to
from tests.api.test_access import digest
from tests.conftest import NOW
from tests.matched import fill_with_matches, small_region, suggest
from tests.matcher.digests.html import Page


def links_of_mails(engine: Engine, client: TestClient, folder: Path) -> set[str]:
    """The addresses that readers of the week's mails can follow, in either part; the same ones in both."""
    settings = client.app.state.settings  # type: ignore[attr-defined]
    with writing(engine) as session:
        build_week(session, "2026-W48", now=NOW, domain=settings.mail_domain)
    deliver_due(Outbox(engine, to_directory(folder), settings.letterhead), now=NOW)
    found = set[str]()
    for file in folder.iterdir():
        plain, html = message_from_bytes(file.read_bytes(), policy=policy.default).iter_parts()
        links = {address for address, _ in Page(html.get_content()).links}
        assert links == set(re.findall(r"https?://\S+", plain.get_content()))
        found |= links
    assert all(link.startswith(settings.public_url) for link in found)
    return {link.removeprefix(settings.public_url) or "/" for link in found}


@pytest.mark.long
def test_every_link_in_the_week_s_mails_leads_somewhere(
    engine: Engine, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    fill_with_matches(engine, tmp_path_factory.getbasetemp())
    app = service(engine.url.render_as_string(hide_password=False))
    client = talk_to(app)

    links = links_of_mails(engine, client, tmp_path / "out")
    why = sorted(link for link in links if "/offers/" in link)
    pages = [*(links - set(why)), *why[:2]]
    posts = {f"/api/v1/{post}" for link in why for post in re.findall(r"(?:requests|offers)/[^/]+", link)}
    before = digest(engine)

    assert len(links) > 100
    assert {link: client.get(link).status_code for link in pages} == dict.fromkeys(pages, 200)
    assert {post: client.get(post).status_code for post in posts} == dict.fromkeys(posts, 200)
    assert digest(engine) == before
    app.state.settings.engine.dispose()


def test_every_link_shape_leads_somewhere_in_a_small_region(empty: TestClient, engine: Engine, tmp_path: Path) -> None:
    with writing(engine) as session:
        small_region(session)
        suggest(session)

    links = links_of_mails(engine, empty, tmp_path / "out")
    before = digest(engine)

    assert {re.sub("(?<=/unsubscribe/).*|(?<=[a-s][.]).*", "WORD", link) for link in links} == {
        "/",
        "/requests/req-agua/offers/off-agua",
        "/unsubscribe/WORD",
        "/answer/interesting.WORD",
        "/answer/not-for-us.WORD",
    }
    assert {empty.get(link).status_code for link in links} == {200}
    assert digest(engine) == before
