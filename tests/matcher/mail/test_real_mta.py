"""Digests through a real mail server: they arrive whole, and what it sends back stops mail to who does not exist."""

import os
import subprocess
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.digests.building import build_week
from matcher.mail.delivering import Outbox, deliver_due
from matcher.mail.letterhead import Letterhead
from matcher.mail.sending import to_smtp
from models.account import Account
from models.database import reading, writing
from models.delivery import Delivery
from models.digest import Digest
from tests import postfix
from tests.conftest import NOW
from tests.matched import suggest
from tests.matcher.mail.post_office import free_port
from tests.shell import PROGRAM

GONE = "agency.mex@example.org"
HERE = ["focal@example.org", "provider.bra@example.org"]
LETTERHEAD = Letterhead("Sursur <digest@sursur.example>", "https://sursur.example")
STRICT = policy.SMTP.clone(raise_on_defect=True)
BOUNCES = "bounces@sursur.example"


@pytest.fixture(scope="module")
def host() -> Iterator[postfix.MailHost]:
    """A mail host that knows HERE and nobody else."""
    if postfix.lacking():
        assert os.environ.get("CI") != "true", f"CI lacks {postfix.lacking()}"
        pytest.skip(f"this machine lacks {postfix.lacking()}")
    with postfix.running(HERE, free_port()) as host:
        yield host


def comes_back(engine: Engine, content: bytes) -> str:
    """Gives a mail to the command that a mail server pipes it to."""
    url = engine.url.render_as_string(hide_password=False)
    settings = {"SURSUR_DATABASE_URL": url, "SURSUR_BOUNCE_ADDRESS": BOUNCES}
    done = subprocess.run(
        [str(PROGRAM), "digest", "bounce"], input=content, env=os.environ | settings, capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.mark.long
def test_digests_arrive_whole_and_one_for_nobody_comes_back(small: Engine, host: postfix.MailHost) -> None:
    with writing(small) as session:
        suggest(session)
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
    boxes = {one: one.partition("@")[0] for one in HERE}
    before = {box: len(host.mails(box, 0)) for box in [*boxes.values(), "bounces"]}

    sender = to_smtp(f"smtp://127.0.0.1:{host.port}")
    ends = deliver_due(Outbox(small, sender, LETTERHEAD, bounces=BOUNCES), now=NOW)

    assert ends == {"sent": 3}
    for reader, box in boxes.items():
        mail = message_from_bytes(host.mails(box, before[box] + 1)[-1], policy=STRICT)
        assert mail["To"] == mail["Delivered-To"] == reader
        assert str(mail["Return-Path"]).startswith("<bounces+")
        assert {part.get_content_type() for part in mail.walk()} >= {"text/plain", "text/html"}
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    returned = host.mails("bounces", before["bounces"] + 1)[-1]
    assert GONE.encode() in returned
    assert "Mail to this account is stopped" in comes_back(small, returned)
    assert "Known already" in comes_back(small, returned)
    with reading(small) as session:
        assert session.get_one(Account, GONE).mail_stopped == "bounced"
        chosen = select(Delivery.message_id).join(Digest).where(Digest.account == GONE)
        assert session.exec(chosen).one().encode() in returned
        assert session.get_one(Account, HERE[0]).mail_stopped is None
