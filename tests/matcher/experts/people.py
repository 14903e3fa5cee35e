"""Experts for tests: asked by letter, answering by its link."""

from typing import Any

from sqlmodel import Session, col, select

from matcher.experts.asking import LETTER, answer_by_link, ask_consent
from models.expert import Expert
from models.expert_schemas import Consent
from models.letter import Letter
from tests import builders
from tests.conftest import NOW
from tests.exchanging import PROVIDER, who
from tests.matched import put


def asked(session: Session, **fields: Any) -> str:
    """A profile that the provider keeps and whose person was asked; the secret of the newest letter's link."""
    put(session, builders.expert(**fields))
    ask_consent(session, who(session, PROVIDER), "exp-agua", version=1, now=NOW)
    return newest_link(session)


def newest_link(session: Session) -> str:
    """The secret that the newest letter to an expert holds."""
    wanted = select(Letter).where(Letter.kind == LETTER).order_by(col(Letter.id).desc())
    return str(session.exec(wanted).first().content["token"])  # type: ignore[union-attr]


def say(session: Session, secret: str, said: Consent) -> Expert:
    """What the person answers to the profile as it stands."""
    row = session.get_one(Expert, "exp-agua")
    return answer_by_link(session, secret, said, version=row.version, now=NOW)


def consenting(session: Session, **fields: Any) -> Expert:
    """A profile whose person has consented."""
    return say(session, asked(session, **fields), Consent.GIVEN)
