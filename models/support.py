"""The support matrix: which multilateral organization supports which broad sector where (annex 1 of the mapping)."""

from enum import StrEnum

from sqlmodel import Field, Session, SQLModel, col, select

from models.base import Schema


class SupportRole(StrEnum):
    """How the place takes part in what the organization supports."""

    PROVIDER = "provider"
    RECEIVER = "receiver"
    UNSPECIFIED = "unspecified"


class SupportCreate(Schema):
    """One row of the matrix as it arrives in a file."""

    place: str = Field(min_length=2)
    sector: str
    organization: str
    role: SupportRole
    note: str = ""


class Support(SQLModel, table=True):
    """One organization's support to a place in a broad sector, in one role, as the document prints it."""

    position: int = Field(primary_key=True)
    place: str = Field(index=True)
    country: str | None = Field(default=None, foreign_key="country.code")
    broad_sector: str
    organization: str = Field(foreign_key="organization.id")
    printed_organization: str
    role: str
    note: str = ""


def support_matrix(session: Session) -> list[Support]:
    """Every row in the order of the document."""
    return list(session.exec(select(Support).order_by(col(Support.position))))
