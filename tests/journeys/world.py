"""A world in which countries cooperate: the service with its clock and its mail; people come in as people do."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.settings import Settings
from matcher.accounts.inviting import invite
from matcher.clock import Clock, tick
from matcher.policy import TERMINAL
from models.account import InvitationCreate, Role
from models.database import writing
from tests.api.people import at
from tests.conftest import NOW
from tests.journeys.person import PASSWORD, Person
from tests.journeys.post_office import Mail, PostOffice
from tests.serving import lend

DAY = timedelta(days=1)


class World:
    """The service at a moment. Time passes by `wait` and `until` only, and with it the clock ticks."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        settings = Settings(
            database_url=engine.url.render_as_string(hide_password=False),
            clock=False,
            outbox=folder / "outbox",
            files=folder / "files",
        )
        self.app, self.now = lend(settings), NOW
        self.office = PostOffice(folder / "outbox")
        self._clock = Clock(settings.outbox_to(), domain=settings.mail_domain, holder="journey")
        at(self.app, self.now)
        with writing(engine) as session:
            first = InvitationCreate(email="ana@example.org", name="Ana Paz", role=Role.ADMINISTRATOR)
            invite(session, TERMINAL, first, now=self.now)
        self.administrator = self._come_in("ana@example.org")

    def tick(self) -> dict[str, int]:
        """The clock looks at what is due now; answers what was done."""
        return tick(self._clock, now=self.now)

    def wait(self, days: int, *, step: int = 1) -> None:
        """Lets days pass; the clock ticks on every one of them, or on every so many."""
        self.until(self.now + days * DAY, step=step)

    def until(self, moment: datetime, *, step: int = 1) -> None:
        """Lets time pass until a moment."""
        while self.now < moment:
            self.now = min(self.now + step * DAY, moment)
            at(self.app, self.now)
            self.tick()

    def organization(self, key: str, name: str, country: str | None, **fields: Any) -> str:
        """The administrator adds an organization."""
        self.administrator.do("/organizations", {"id": key, "name": name, "country": country, **fields})
        return key

    def person(self, address: str, role: str, organization: str, **fields: Any) -> Person:
        """The administrator invites somebody, who follows the mailed link, chooses a password and signs in."""
        wish = {"email": address, "name": address.partition("@")[0].title(), "role": role, **fields}
        self.administrator.do("/invitations", wish | {"organization": organization})
        return self._come_in(address)

    def mails(self, person: Person, about: str = "") -> list[Mail]:
        """What somebody got by mail, the oldest first, by some words of the subject."""
        return self.office.mails(person.address, about)

    def days_of_mails(self, person: Person, about: str, *, since: datetime) -> list[int]:
        """How many days after a moment somebody got such mails."""
        return [round((one.sent - since) / DAY) for one in self.mails(person, about)]

    def _come_in(self, address: str) -> Person:
        self.tick()
        answer = {"token": self.office.invitation(address), "password": PASSWORD}
        accepted = TestClient(self.app).post("/api/v1/invitations/acceptance", json=answer)
        assert accepted.status_code == 200, accepted.text
        return Person(self.app, address)
