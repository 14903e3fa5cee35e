"""The library: who reads what, found by the words of texts, tied to what documents speak for."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from matcher.cursors import Part
from matcher.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError
from matcher.library.adding import add_document, edit_document, put_file, remove_document
from matcher.library.finding import DocumentFilter, documents, shelved, the_document
from matcher.library.reading import read_waiting
from matcher.library.uses import uses_of
from matcher.library.using import documents_of, stop_using, use_document
from matcher.library.words import excerpts
from matcher.policy import PUBLIC, may
from matcher.policy.library import DocumentAction
from matcher.posting.file_store import FileStore
from models.database import reading, writing
from models.document import Document, DocumentKind, DocumentText
from models.document_schemas import DocumentPost, DocumentUpdate, DocumentUsePost
from models.post import Visibility
from tests import builders
from tests.conftest import NOW
from tests.exchanging import EVERYBODY, FAR_FOCAL, FOCAL, PROVIDER, RECIPIENT, STRANGER, opened, running, who
from tests.matched import put
from tests.matcher.library import papers

POST = DocumentPost(title="Manual de juntas", kind=DocumentKind.GUIDE, language="es", sectors=["water-sanitation"])


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path)


def add(session: Session, email: str = PROVIDER, **fields: object) -> Document:
    return add_document(session, who(session, email), POST.model_copy(update=fields), now=NOW)


def listed(session: Session, **wanted: str) -> list[str]:
    rows, _ = documents(session, PUBLIC, DocumentFilter(**wanted), Part())  # type: ignore[arg-type]
    return [one.title for one in rows]


def filed(engine: Engine, store: FileStore, content: bytes, name: str = "manual.pdf") -> str:
    """The key of a document with a file that was read."""
    with writing(engine) as session:
        key = add(session).id
        put_file(session, who(session, PROVIDER), key, (name, content), store=store, now=NOW)
    assert read_waiting(engine, store, now=NOW) == 1
    return key


@pytest.mark.both_databases
def test_a_document_is_found_by_the_words_of_its_text(world: Engine, store: FileStore) -> None:
    filed(world, store, papers.pdf("Las juntas cobran una tarifa en San Andr\xe9s Huayapam"))

    with reading(world) as session:
        for text in ("HUAYAPAM", "san andres", "tarifa manual", "cobran", "no"):
            found = listed(session, text=text)
            assert found == ([] if text == "no" else ["Manual de juntas"]), text
        key = session.exec(select(Document.id)).one()
        assert "San Andrés Huayapam" in excerpts(session, [key], "huayapam")[key]
        assert excerpts(session, [key], "nothing") == {}


def test_another_file_makes_the_old_words_forgotten(world: Engine, store: FileStore) -> None:
    key = filed(world, store, papers.pdf("Huayapam"))
    with writing(world) as session:
        put_file(session, who(session, PROVIDER), key, ("b.docx", papers.word("Tlacolula")), store=store, now=NOW)
        assert listed(session, text="huayapam") == []
    read_waiting(world, store, now=NOW)

    with reading(world) as session:
        assert (listed(session, text="tlacolula"), listed(session, text="huayapam")) == (["Manual de juntas"], [])


def test_a_file_that_cannot_be_read_stays_and_says_why(world: Engine, store: FileStore) -> None:
    key = filed(world, store, papers.locked_pdf())

    with reading(world) as session:
        row = session.get_one(Document, key)
        assert (row.text_state, row.text_problem) == ("unreadable", "locked")
        assert (read_waiting(world, store, now=NOW), session.get(DocumentText, key)) == (0, None)


def test_reading_a_text_is_no_edit(world: Engine, store: FileStore) -> None:
    """Who opened the form of a document before its text was read may still save it."""
    with writing(world) as session:
        row = add(session)
        put_file(session, who(session, PROVIDER), row.id, ("a.pdf", papers.pdf("x")), store=store, now=NOW)
        session.flush()
        key, version = row.id, row.version
    read_waiting(world, store, now=NOW)

    with writing(world) as session:
        wanted = DocumentUpdate(title="Manual nuevo")
        assert (
            edit_document(session, who(session, PROVIDER), key, wanted, version=version, now=NOW).text_state == "read"
        )


def test_a_content_that_is_lost_is_told_and_one_in_use_is_not_swept(world: Engine, store: FileStore) -> None:
    with writing(world) as session:
        row = add(session)
        put_file(session, who(session, PROVIDER), row.id, ("a.pdf", papers.pdf("x")), store=store, now=NOW)
        later = NOW.replace(year=NOW.year + 10)
        assert store.sweep(session, now=later) == 0
        store.path(row.digest or "").unlink()
    read_waiting(world, store, now=NOW)

    with reading(world) as session:
        assert session.exec(select(Document.text_problem)).one() == "lost"


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("email", [*EVERYBODY, None])
def test_a_list_holds_exactly_what_the_policy_lets_one_see(
    world: Engine, visibility: Visibility, email: str | None
) -> None:
    with writing(world) as session:
        exchange = opened(session)
        own, used = add(session, visibility=visibility, title="own"), add(session, visibility=visibility, title="used")
        use_document(session, who(session, PROVIDER), used.id, DocumentUsePost(exchange=exchange.id), now=NOW)
        actor = who(session, email) if email else PUBLIC

        seen = {one.id for one in documents(session, actor, DocumentFilter(), Part())[0]}
        assert seen == {one.id for one in (own, used) if may(actor, DocumentAction.SEE, shelved(session, one))}


def test_what_is_for_the_parties_is_read_by_both_sides_of_its_exchange(world: Engine) -> None:
    with writing(world) as session:
        exchange, row = opened(session), add(session, visibility=Visibility.PARTIES)
        with pytest.raises(NotFoundError):
            the_document(session, who(session, RECIPIENT), row.id)
        use_document(session, who(session, PROVIDER), row.id, DocumentUsePost(exchange=exchange.id), now=NOW)

        assert the_document(session, who(session, RECIPIENT), row.id) == row
        with pytest.raises(NotFoundError):
            the_document(session, who(session, STRANGER), row.id)


def test_a_document_is_tied_only_to_what_one_writes_oneself(world: Engine) -> None:
    with writing(world) as session:
        put(session, builders.practice("pra-1", organization="sabesp-bra"))
        row, wanted = add(session), DocumentUsePost(practice="pra-1")
        with pytest.raises(ForbiddenError):
            use_document(session, who(session, STRANGER), row.id, wanted, now=NOW)
        use = use_document(session, who(session, PROVIDER), row.id, wanted, now=NOW)
        with pytest.raises(ConflictError, match="already"):
            use_document(session, who(session, PROVIDER), row.id, wanted, now=NOW)
        with pytest.raises(BadInputError, match="name one"):
            use_document(session, who(session, PROVIDER), row.id, DocumentUsePost(), now=NOW)

        assert [one.id for one, _ in documents_of(session, PUBLIC, ("practice", "pra-1"))] == [row.id]
        with pytest.raises(ForbiddenError):
            stop_using(session, who(session, STRANGER), row.id, use.id, now=NOW)
        stop_using(session, who(session, PROVIDER), row.id, use.id, now=NOW)
        assert uses_of(session, PUBLIC, row) == []


def test_uses_by_what_one_may_not_see_are_not_told(world: Engine) -> None:
    with writing(world) as session:
        put(session, builders.practice("pra-1", organization="sabesp-bra", state="draft"))
        row = add(session)
        use_document(session, who(session, PROVIDER), row.id, DocumentUsePost(practice="pra-1"), now=NOW)

        assert (len(uses_of(session, who(session, PROVIDER), row)), uses_of(session, PUBLIC, row)) == (1, [])


def test_a_document_does_not_tell_who_takes_part_in_an_exchange_that_hides_it(world: Engine) -> None:
    with writing(world) as session:
        exchange, row = running(session), add(session)
        use_document(session, who(session, PROVIDER), row.id, DocumentUsePost(exchange=exchange.id), now=NOW)
        thing = ("exchange", exchange.id)
        for shown in (True, False):
            exchange.shown_in_full = shown
            session.flush()
            assert bool(uses_of(session, PUBLIC, row)) == bool(documents_of(session, PUBLIC, thing)) == shown
            inside = who(session, RECIPIENT)
            assert [one.own for one in uses_of(session, inside, row)] == [True]
            assert len(documents_of(session, inside, thing)) == 1


def test_its_organization_and_the_focal_point_of_its_country_remove_it(world: Engine) -> None:
    with writing(world) as session:
        put(session, builders.practice("pra-1", organization="sabesp-bra"))
        first, second = add(session), add(session)
        use_document(session, who(session, PROVIDER), first.id, DocumentUsePost(practice="pra-1"), now=NOW)
        for email in (STRANGER, RECIPIENT, FAR_FOCAL):
            with pytest.raises(ForbiddenError):
                remove_document(session, who(session, email), first.id, version=1, now=NOW)
        remove_document(session, who(session, FOCAL), first.id, version=first.version, now=NOW)
        remove_document(session, who(session, PROVIDER), second.id, version=second.version, now=NOW)

        assert listed(session) == []
