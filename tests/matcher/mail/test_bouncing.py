"""Mail that comes back stops mail to its account, and nothing that anybody else writes does."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.accounts.confirming import ask_confirmation, confirm
from matcher.accounts.mail_stops import resume_mail_of, resume_own_mail
from matcher.accounts.password_changing import ask_reset
from matcher.accounts.sessions import Visitor
from matcher.digests.building import build_week
from matcher.digests.week import week_of
from matcher.errors import ForbiddenError, NotFoundError
from matcher.mail.bouncing import ReturnedMail, Taken, take_bounce
from matcher.mail.delivering import Outbox, deliver_due
from matcher.mail.letterhead import Letterhead
from matcher.mail.sending import to_smtp
from matcher.policy import TERMINAL, Actor
from models.account import Account
from models.audit import AuditEvent
from models.bounce import Bounce
from models.database import reading, writing
from models.delivery import Delivery
from models.digest import Digest
from models.letter import Letter
from tests import builders
from tests.conftest import NOW
from tests.matched import put, suggest
from tests.matcher.mail.post_office import PostOffice, opened
from tests.matcher.mail.returned import QMAIL, VACATION, report

BOUNCES = "bounces@sursur.example"
LETTERHEAD = Letterhead("digest@sursur.example", "https://sursur.example")
READER = "agency.mex@example.org"
WEEK = timedelta(days=7)


@pytest.fixture
def sent(small: Engine) -> Engine:
    """Three digests went out."""
    with writing(small) as session:
        suggest(session)
    send_week(small, NOW, PostOffice())
    return small


def build_next(engine: Engine, now: datetime) -> None:
    """Builds a week, with something new to say."""
    with writing(engine) as session:
        key = f"off-{week_of(now).lower()}"
        if session.get(Account, READER):
            put(session, builders.offer(key, organization="sabesp-bra", country="BRA"))
            suggest(session, "req-agua", key, at=now)
        build_week(session, week_of(now), now=now, domain="sursur.example")


def send_week(engine: Engine, now: datetime, office: PostOffice, *, build: bool = True) -> dict[str, int]:
    """Builds a week, with something new to say, and sends it."""
    if build:
        build_next(engine, now)
    with opened(office):
        sender = to_smtp(f"smtp://127.0.0.1:{office.port}")
        return dict(deliver_due(Outbox(engine, sender, LETTERHEAD, bounces=BOUNCES), now=now))


def return_address_of(engine: Engine, reader: str = READER, week: str = "2026-W48") -> str:
    with reading(engine) as session:
        chosen = select(Delivery.bounce_word).join(Digest).where(Digest.account == reader, Digest.week == week)
        return f"bounces+{session.exec(chosen).one()}@sursur.example"


def bounce(engine: Engine, content: bytes, now: datetime = NOW, *, to: str = "") -> Taken:
    with writing(engine) as session:
        return take_bounce(session, ReturnedMail(content, to), BOUNCES, now=now)


def stop_of(engine: Engine, reader: str = READER) -> str | None:
    with reading(engine) as session:
        return session.get_one(Account, reader).mail_stopped


def test_each_mail_has_a_return_address_of_its_own(small: Engine) -> None:
    with writing(small) as session:
        suggest(session)
    office = PostOffice()
    send_week(small, NOW, office)

    assert len(set(office.senders)) == len(office.mails) == 3
    assert return_address_of(small) in office.senders
    assert not any(b"bounces+" in content for _, content in office.mails)


@pytest.mark.parametrize("form", ["report", "qmail"])
def test_an_address_that_does_not_exist_gets_no_more_mail_and_the_account_is_told(sent: Engine, form: str) -> None:
    to = return_address_of(sent)
    build_next(sent, NOW + WEEK)
    taken = bounce(sent, report(to) if form == "report" else QMAIL.format(to=to).encode())
    after = send_week(sent, NOW + WEEK, PostOffice(), build=False)

    assert (taken, stop_of(sent)) == (Taken.STOPPED, "bounced")
    assert after["dropped"] == 1
    with reading(sent) as session:
        dropped = session.exec(select(Delivery).where(Delivery.state == "dropped")).one()
        assert "the address does not exist" in str(dropped.error)
        events = select(AuditEvent).where(AuditEvent.action == "account.mail-stopped")
        assert [(one.key, one.actor) for one in session.exec(events)] == [(READER, "bounces")]
        assert session.exec(select(Bounce.said)).one()


def test_what_was_dropped_is_told_when_mail_flows_again(sent: Engine) -> None:
    bounce(sent, report(return_address_of(sent)))
    send_week(sent, NOW + WEEK, PostOffice())
    with writing(sent) as session:
        resume_mail_of(session, TERMINAL, READER, now=NOW + WEEK)
        build_week(session, week_of(NOW + 2 * WEEK), now=NOW + 2 * WEEK, domain="sursur.example")
        chosen = select(Digest).where(Digest.account == READER, Digest.week == week_of(NOW + 2 * WEEK))
        newest = session.exec(chosen).one()

    assert "matches" in newest.content


def test_a_password_reset_is_sent_all_the_same(sent: Engine) -> None:
    bounce(sent, report(return_address_of(sent)))
    with writing(sent) as session:
        session.get_one(Account, READER).password_hash = "somebody has set one"
        ask_reset(session, Visitor("198.51.100.0/24", None), READER, now=NOW)
    office = PostOffice()
    send_week(sent, NOW, office, build=False)

    assert office.recipients == [READER]


def test_five_soft_failures_within_sixty_days_stop_mail_and_four_do_not(sent: Engine) -> None:
    taken = []
    for number in range(5):
        now = NOW + number * WEEK
        if number:
            send_week(sent, now, PostOffice())
        to = return_address_of(sent, week=week_of(now))
        taken.append(bounce(sent, report(to, status="4.2.2"), now))
        assert bounce(sent, report(to, status="4.2.2"), now) == Taken.KNOWN

    assert taken == [Taken.COUNTED] * 4 + [Taken.STOPPED]
    assert stop_of(sent) == "bounced-often"


def test_soft_failures_that_are_long_ago_do_not_count(sent: Engine) -> None:
    for number in range(5):
        now = NOW + number * 3 * WEEK
        if number:
            send_week(sent, now, PostOffice())
        bounce(sent, report(return_address_of(sent, week=week_of(now)), status="4.2.2"), now)

    assert stop_of(sent) is None


@pytest.mark.parametrize(("status", "action"), [("5.2.2", "failed"), ("5.7.1", "failed"), ("4.4.1", "delayed")])
def test_what_passes_is_no_hard_failure(sent: Engine, status: str, action: str) -> None:
    assert bounce(sent, report(return_address_of(sent), status=status, action=action)) == Taken.COUNTED
    assert stop_of(sent) is None


def test_a_failure_further_on_counts_for_the_account_that_the_mail_was_for(sent: Engine) -> None:
    elsewhere = report(return_address_of(sent), recipient="forwarded@example.com")

    assert bounce(sent, elsewhere) == Taken.STOPPED
    assert stop_of(sent) == "bounced"


def test_the_mail_server_may_tell_where_the_mail_was_brought_to(sent: Engine) -> None:
    bare = report("postmaster@sursur.example")

    assert bounce(sent, bare) == Taken.IGNORED
    assert bounce(sent, bare, to=return_address_of(sent).upper()) == Taken.STOPPED


@pytest.mark.parametrize(
    "to",
    [
        "bounces@sursur.example",
        f"bounces+{'0' * 32}@sursur.example",
        "bounces+*@sursur.example",
        "{word}@sursur.example",
        "bounces+{word}@elsewhere.example",
        "bounces+{word}@sursur.example.org",
        "xbounces+{word}@sursur.example",
        "bounces+{word}0@sursur.example",
    ],
)
def test_a_forged_report_does_nothing(sent: Engine, to: str) -> None:
    word = return_address_of(sent).partition("+")[2].partition("@")[0]

    assert bounce(sent, report(to.format(word=word))) == Taken.IGNORED
    assert bounce(sent, b"To: x@sursur.example\r\n\r\n" + report(return_address_of(sent))) == Taken.IGNORED
    assert stop_of(sent) is None


def test_an_automatic_answer_is_no_failure(sent: Engine) -> None:
    assert bounce(sent, VACATION.format(to=return_address_of(sent)).encode()) == Taken.IGNORED


NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000))


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff" * 5000, b"To: ", b"\r\n" * 1000, b"MIME-Version: 1.0\r\n" + NESTED]
)
def test_whatever_is_written_there_is_ignored(sent: Engine, content: bytes) -> None:
    assert bounce(sent, content) == Taken.IGNORED
    assert bounce(sent, content, to=return_address_of(sent)) == Taken.IGNORED


@pytest.mark.parametrize(
    ("said", "stop"),
    [("550 5.1.1 nobody here", "bounced"), ("550 5.7.1 not from you", None), ("550 nobody here", None)],
)
def test_a_recipient_refused_at_the_door_counts(small: Engine, said: str, stop: str | None) -> None:
    with writing(small) as session:
        suggest(session)
    office = PostOffice()
    office.at_rcpt = {READER: said}
    send_week(small, NOW, office)

    assert stop_of(small) == stop
    with reading(small) as session:
        assert [(one.account, one.hard) for one in session.exec(select(Bounce))] == [(READER, stop is not None)]


def stopped(engine: Engine) -> None:
    bounce(engine, report(return_address_of(engine)))
    assert stop_of(engine) == "bounced"


def test_the_owner_or_an_administrator_lets_mail_through_and_nobody_else(sent: Engine) -> None:
    stopped(sent)
    owner, other = Actor(email=READER), Actor(email="focal@example.org")
    with writing(sent) as session:
        with pytest.raises((ForbiddenError, NotFoundError)):
            resume_mail_of(session, other, READER, now=NOW)
        resume_own_mail(session, other, now=NOW)
    assert stop_of(sent) == "bounced"

    with writing(sent) as session:
        resume_own_mail(session, owner, now=NOW)
        events = select(AuditEvent).where(AuditEvent.action == "account.mail-resumed")
        assert [(one.key, one.actor) for one in session.exec(events)] == [(READER, READER)]
        resume_own_mail(session, owner, now=NOW)
    assert stop_of(sent) is None


def test_a_followed_link_proves_the_address(sent: Engine) -> None:
    stopped(sent)
    with writing(sent) as session:
        ask_confirmation(session, Actor(email=READER), now=NOW)
        letter = session.exec(select(Letter).where(Letter.kind == "confirmation")).one()
        confirm(session, letter.content["token"], now=NOW)

    assert stop_of(sent) is None


def test_after_mail_flows_again_old_failures_do_not_count(sent: Engine) -> None:
    stopped(sent)
    with writing(sent) as session:
        resume_mail_of(session, TERMINAL, READER, now=NOW)
        assert not session.exec(select(Bounce).where(Bounce.counts)).all()
