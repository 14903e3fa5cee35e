"""How knowledge travels, by area."""

from sqlmodel import Session

from tests.matcher.analytics.answering import drawn, notes, rows
from tests.matcher.analytics.exchanged import exchanged


def fill(session: Session) -> None:
    exchanged(session, "e1", "R:MEX P:BRA", sectors=["health", "education"], modality="training")
    exchanged(session, "e2", "R:MEX P:BRA 2:CHL", sectors=["health", "energy"], modality="training")
    exchanged(session, "e3", "R:MEX P:BRA", sectors=["energy"], modality="study-visit")
    exchanged(session, "e4", "R:MEX P:BRA", sectors=["energy"])
    exchanged(session, "e5", "R:MEX P:BRA", modality="training")


def test_an_exchange_counts_once_in_each_area_of_its_sectors(session: Session) -> None:
    fill(session)

    assert rows(session, "modalities") == [
        ("training", "social", 2),
        ("training", "infrastructure", 1),
        ("study-visit", "infrastructure", 1),
    ]


def test_what_is_not_told_is_counted_apart(session: Session) -> None:
    fill(session)

    assert notes(session, "modalities") == ["Of 2 exchanges the way or the sector is not told; they are left out."]


def test_areas_are_told_by_their_names(session: Session) -> None:
    fill(session)

    assert "Infraestructura y servicios" in drawn(session, "modalities", "es")["cells"]
