"""Applications to calls, as everybody may see them: those that were approved."""

from sqlmodel import Session, col, select

from matcher.applications.viewing import public_form
from matcher.exporting.formats import Rows
from models.application import Application, ApplicationState, candidacies
from models.application_schemas import ApplicationPublic

COLUMNS = [name for name in ApplicationPublic.model_fields if name not in ("state", "reason")]


def applications(session: Session) -> Rows:
    """What calls have led to: title, countries and the sum that was granted; no text, no sum asked for, no reason."""
    approved = select(Application).where(Application.state == ApplicationState.APPROVED)
    rows = session.exec(approved.order_by(col(Application.id))).all()
    return COLUMNS, [public_form(one).model_dump(include=set(COLUMNS)) for one in candidacies(session, rows)]
