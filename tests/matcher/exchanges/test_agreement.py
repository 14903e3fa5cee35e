"""The agreement as Word opens it."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from sqlalchemy import Engine
from sqlmodel import Session

from locales import LANGUAGES
from matcher.errors import ConflictError, ForbiddenError
from matcher.exchanges.agreement import draft_agreement
from matcher.exchanges.moving import cancel
from matcher.exchanges.parties import answer_invitation, invite_party
from matcher.exchanges.parts import add_part
from models.cost_share import CostKind, CostShare, CostShareCreate
from models.database import writing
from models.deployment import Deployment, DeploymentCreate, Share
from models.exchange import Exchange, PartyRole
from models.exchange_schemas import Cancellation, CancelReason, PartyInvite
from models.milestone import Milestone, MilestoneCreate
from tests.conftest import NOW
from tests.exchanging import ANALYST, ENDS, FOCAL, FUND, PROVIDER, RECIPIENT, STARTS, who, with_days

TITLES = {
    "en": "Cooperation agreement",
    "es": "Acuerdo de cooperación",
    "pt": "Acordo de cooperação",
    "fr": "Accord de coopération",
}


def _planned(session: Session) -> Exchange:
    """An exchange with a fund, a milestone, an expert and a contribution."""
    row = with_days(session)
    actor = who(session, RECIPIENT)
    fund = PartyInvite(organization="fund-prg", role=PartyRole.FUNDER)
    invite_party(session, actor, row.id, fund, version=row.version, now=NOW)
    answer_invitation(session, who(session, FUND), row.id, accept=True, now=NOW)
    add_part(session, actor, row.id, Milestone, MilestoneCreate(title="Curso en Oaxaca", due_on=ENDS), now=NOW)
    sent = DeploymentCreate(
        expert="Hidrólogo",
        organization="sabesp-bra",
        starts_on=STARTS,
        ends_on=ENDS,
        amount=1234567,
        currency="BRL",
        shares=[Share(organization="sabesp-bra", percent=30), Share(organization="fund-prg", percent=70)],
    )
    add_part(session, actor, row.id, Deployment, sent, now=NOW)
    rooms = CostShareCreate(organization="amexcid-mex", kind=CostKind.IN_KIND, what="Salas")
    add_part(session, actor, row.id, CostShare, rooms, now=NOW)
    return row


def _opened(session: Session, row: Exchange, email: str, language: str = "es") -> Document:
    draft = draft_agreement(session, who(session, email), row.id, language=language, now=NOW)
    assert draft.name == f"{row.id}-{language}.docx"
    return docx.Document(BytesIO(draft.content))


def _text(document: Document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_language_of_its_reader(language: str, world: Engine) -> None:
    with writing(world) as session:
        document = _opened(session, _planned(session), RECIPIENT, language)

    assert document.paragraphs[0].text == document.core_properties.title == TITLES[language]
    assert document.core_properties.language == language
    [written] = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert written == language


def test_it_tells_parties_plan_costs_and_days(world: Engine) -> None:
    with writing(world) as session:
        text = _text(_opened(session, _planned(session), RECIPIENT))

    for part in ("amexcid-mex", "sabesp-bra", "México", "Curso en Oaxaca", "Hidrólogo", "1.234.567 BRL", "Salas"):
        assert part in text
    assert "fund-prg 70 %" in text
    assert "11 de enero de 2027" in text


def test_every_party_has_a_row_to_sign(world: Engine) -> None:
    with writing(world) as session:
        table = _opened(session, _planned(session), RECIPIENT).tables[-1]

    assert [row.cells[0].text for row in table.rows][1:] == ["amexcid-mex", "sabesp-bra", "fund-prg"]
    assert {cell.text for row in table.rows[1:] for cell in row.cells[1:]} == {""}


def test_a_screen_reader_finds_its_way(world: Engine) -> None:
    with writing(world) as session:
        row = _planned(session)
        document = _opened(session, row, RECIPIENT)
        content = draft_agreement(session, who(session, RECIPIENT), row.id, language="es", now=NOW).content

    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    assert [one.split(".")[0] for one in headings] == [str(number) for number in range(1, len(headings) + 1)]
    assert len(headings) == 10
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        footers = b"".join(archive.read(name) for name in archive.namelist() if "footer" in name)
    assert b"PAGE" in footers
    assert b"NUMPAGES" in footers


@pytest.mark.parametrize(("email", "told"), [(RECIPIENT, True), (PROVIDER, True), (FUND, True), (FOCAL, False)])
def test_contacts_are_for_those_who_take_part(email: str, told: bool, world: Engine) -> None:
    with writing(world) as session:
        text = _text(_opened(session, _planned(session), email))

    assert (PROVIDER in text) is (RECIPIENT in text) is told


def test_a_party_that_has_not_accepted_is_not_in_it(world: Engine) -> None:
    with writing(world) as session:
        row = with_days(session)
        second = PartyInvite(organization="inta-arg", role=PartyRole.SECOND_PROVIDER)
        invite_party(session, who(session, RECIPIENT), row.id, second, version=row.version, now=NOW)

        assert "inta-arg" not in _text(_opened(session, row, RECIPIENT))


def test_analysts_get_none_and_nobody_gets_one_of_what_was_given_up(world: Engine) -> None:
    with writing(world) as session:
        row = with_days(session)
        with pytest.raises(ForbiddenError):
            draft_agreement(session, who(session, ANALYST), row.id, language="es", now=NOW)
        why = Cancellation(reason=CancelReason.NO_FUNDING)
        cancel(session, who(session, RECIPIENT), row.id, why, version=row.version, now=NOW)
        with pytest.raises(ConflictError):
            draft_agreement(session, who(session, RECIPIENT), row.id, language="es", now=NOW)
