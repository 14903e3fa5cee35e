"""The gallery shows every section, in four languages, from a story that the service itself has told."""

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from api.gallery.showing import KINDS, Gallery, chosen_readers, show
from api.gallery.story import BEFORE, stage
from api.settings import Settings
from locales import LANGUAGES
from matcher.digests.building import preview
from matcher.digests.reading import read_situation
from matcher.digests.sections import SECTIONS, content_for
from models.account import Account, Role, digest_readers
from models.database import reading, writing
from models.offer import Offer
from models.request import Request
from tests import builders
from tests.api.test_access import digest
from tests.conftest import NOW
from tests.matched import fill_with_matches
from tests.matcher.digests.html import Page
from tests.spreading import taken

LATER = NOW + BEFORE
STRICT = policy.default.clone(raise_on_defect=True)


@pytest.fixture
def lived(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The matched region after the story."""
    fill_with_matches(engine, tmp_path_factory.getbasetemp())
    with writing(engine) as session:
        stage(session, LATER)
    return engine


def everybody(session: Session) -> Iterator[Account]:
    """The readers, focal points of a country and of a region, and a provider and an agency of each organization."""
    yield from digest_readers(session)
    for covers in (["BRA"], ["caribbean"]):
        yield builders.account("focal@example.org", "focal-point", organization="segib", covers=covers)
    for key in sorted({one.organization for table in (Request, Offer) for one in session.exec(select(table))}):
        for role in ("agency", "provider"):
            yield builders.account(f"{role}@example.org", role, organization=key)


@pytest.mark.long
@pytest.mark.parametrize("days", [0, 12, 40])
def test_who_is_looked_at_alone_gets_what_he_would_get_among_all(lived: Engine, days: int) -> None:
    now = LATER + timedelta(days=days)
    with reading(lived) as session:
        whole = read_situation(session, now=now)
        for one in (one for one in everybody(session) if taken(days, one.role, one.organization, one.email)):
            assert preview(session, one, now=now).content == content_for(one, whole, set()), one


@pytest.mark.long
def test_the_gallery_holds_every_section_in_every_language(lived: Engine, tmp_path: Path) -> None:
    before, gallery = digest(lived), Gallery(tmp_path / "out", Settings().letterhead, LATER)
    with reading(lived) as session:
        shown = show(session, gallery)
        contents = {
            kind: preview(session, one, now=LATER).content for kind, one in chosen_readers(session, LATER).items()
        }

    assert {(one.kind, one.language) for one in shown} == {(kind, code) for kind in KINDS for code in LANGUAGES}
    assert {name for content in contents.values() for name in content} == {
        name for role in Role for name in SECTIONS.get(role, ())
    } - {"territories"}  # no territory of its story puts a post forward
    assert all(one.bytes < 100_000 for one in shown)
    assert digest(lived) == before
    for one in shown:
        mail = message_from_bytes((gallery.folder / f"{one.name}.eml").read_bytes(), policy=STRICT)
        assert mail["Content-Language"] == one.language
        Page((gallery.folder / f"{one.name}.html").read_text())
    listed = Page((gallery.folder / "index.html").read_text()).links
    assert {address for address, _ in listed} == {path.name for path in gallery.folder.iterdir()} - {"index.html"}
