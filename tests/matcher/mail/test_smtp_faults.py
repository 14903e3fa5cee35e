"""Whatever a mail server does wrong: the mail that meets it ends as docs/mail.md says, and delays nobody else's."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from matcher.digests.building import build_week
from matcher.mail.delivering import Outbox, deliver_due
from matcher.mail.letterhead import Letterhead
from matcher.mail.patience import Patience
from matcher.mail.sending import to_smtp
from models.database import writing
from tests.conftest import NOW, ROOT
from tests.matched import suggest
from tests.matcher.mail.certificates import Authority
from tests.matcher.mail.scripted import following
from tests.matcher.mail.smtp_faults import FAULTS, End, Fault
from tests.matcher.mail.test_delivering import READERS, stored

SHORT = Patience(step=0.3, last=0.3, whole=2)
LETTERHEAD = Letterhead("digest@sursur.example", "https://sursur.example")
FIRST, *OTHERS = READERS
ENDS = {
    End.SENT: ("sent", 1),
    End.WAITS: ("queued", 0),
    End.AGAIN: ("queued", 1),
    End.REFUSED: ("failed", 1),
    End.DOUBT: ("held", 1),
}
"""The state of the delivery, and how many attempts are counted."""
ROW = re.compile(r"^\| (.+?) \| (.+?) \| (sent|wait) \|$", re.MULTILINE)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who vouches for servers."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def waiting(small: Engine) -> Engine:
    """Three mails wait: for READERS, in their order."""
    with writing(small) as session:
        suggest(session)
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
    return small


def outbox(engine: Engine, fault: Fault, port: int) -> Outbox:
    host = "user:word@127.0.0.1" if fault.options.get("logs_in") else "localhost" if fault.tls else "127.0.0.1"
    return Outbox(engine, to_smtp(f"{fault.scheme}://{host}:{port}", patience=SHORT), LETTERHEAD)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_ends_as_documented_and_delays_nobody_else(
    waiting: Engine, authority: Authority, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    fault = FAULTS[name]
    script = fault.script(FIRST, authority)
    with following(script) as port:
        deliver_due(outbox(waiting, fault, port), now=NOW)

    found = stored(waiting)
    assert (found[FIRST].state, found[FIRST].attempts) == ENDS[fault.end], found[FIRST].error
    others = {(found[one].state, found[one].attempts) for one in OTHERS}
    assert others == ({ENDS[End.WAITS]} if fault.end == End.WAITS else {ENDS[End.SENT]})
    assert len(str(found[FIRST].error)) < 1000


@pytest.mark.parametrize("name", ["greets with 421", "breaks the TLS handshake", "answers the sender with 452"])
def test_when_the_server_is_well_again_all_that_waited_goes_out(waiting: Engine, name: str, tmp_path: Path) -> None:
    with following(FAULTS[name].script(FIRST, Authority(tmp_path))) as port:
        deliver_due(outbox(waiting, FAULTS[name], port), now=NOW)
    well = Fault("", FAULTS[name].step, End.SENT)
    with following(well.script(FIRST, Authority(tmp_path))) as port:
        deliver_due(outbox(waiting, well, port), now=NOW + timedelta(minutes=6))

    assert {(one.state, one.attempts) for one in stored(waiting).values()} == {ENDS[End.SENT]}


def test_the_page_says_the_same() -> None:
    page = (ROOT / "docs" / "mail.md").read_text(encoding="utf-8")

    others = {end: "wait" if end == End.WAITS else "sent" for end in End}
    assert ROW.findall(page) == [(name, fault.end.value, others[fault.end]) for name, fault in FAULTS.items()]
    assert len(FAULTS) >= 30
