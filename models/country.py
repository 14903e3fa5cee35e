"""Countries as rows, so that posts and organizations can refer to them. Facts live in `models.taxonomy`."""

from sqlmodel import Field, Session, SQLModel, select

from models import taxonomy


class Country(SQLModel, table=True):
    """A country or territory of the taxonomy, by its ISO 3166-1 alpha-3 code."""

    code: str = Field(primary_key=True, max_length=3)
    region: str
    subregion: str


def sync_countries(session: Session) -> None:
    """Brings the table in line with the taxonomy."""
    known = {row.code: row for row in session.exec(select(Country))}
    for fact in taxonomy.countries().values():
        row = known.get(fact.code) or Country(code=fact.code, region=fact.region, subregion=fact.subregion)
        row.region, row.subregion = fact.region, fact.subregion
        session.add(row)
