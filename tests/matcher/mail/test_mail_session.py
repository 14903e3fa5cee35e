"""Many mails over one connection: kept while it holds, opened anew when it does not, never longer than a deadline."""

import socket
from email.message import EmailMessage
from threading import Thread

import pytest

from matcher.mail import mail_session
from matcher.mail.outcomes import DoubtfulMailError, PermanentMailError, TemporaryMailError
from matcher.mail.patience import Patience
from matcher.mail.sending import kept, to_smtp
from tests.matcher.mail.scripted import Line, Script, Step, drips, following, hangs_up, says, says_and_hangs_up
from tests.matcher.mail.test_sending import mail

SHORT = Patience(step=0.3, last=0.3, whole=2)
MAIL_ERRORS = (TemporaryMailError, PermanentMailError, DoubtfulMailError)
ALL = ["a@example.org", "b@example.org", "c@example.org"]


def send(script: Script, recipients: list[str] = ALL, patience: Patience = SHORT) -> list[str]:
    """Sends a mail to each over one session; answers the names of what came of them."""
    ends = []
    with following(script) as port, kept(to_smtp(f"smtp://127.0.0.1:{port}", patience=patience)) as sender:
        for one in recipients:
            try:
                sender(mail(one))
                ends.append("sent")
            except MAIL_ERRORS as error:
                ends.append(type(error).__name__)
    return ends


def test_many_mails_take_one_connection_and_a_good_bye() -> None:
    script = Script()

    assert send(script) == ["sent"] * 3
    assert (script.connections, script.taken) == (1, ALL)
    assert script.commands == ["EHLO", "MAIL", "RCPT", "DATA", *(["RSET", "MAIL", "RCPT", "DATA"] * 2), "QUIT"]


def test_a_refused_recipient_keeps_the_connection() -> None:
    script = Script("RCPT", says(b"550 nobody"), victim=ALL[0])

    assert send(script) == ["RefusedRecipientError", "sent", "sent"]
    assert script.connections == 1


def test_after_enough_mails_a_connection_is_opened_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_session, "MOST_MAILS", 2)
    script = Script()

    assert send(script, [*ALL, *ALL]) == ["sent"] * 6
    assert script.connections == 3


@pytest.mark.parametrize("stage", ["RSET", "RCPT", "DATA"])
@pytest.mark.parametrize("step", [hangs_up, says_and_hangs_up(b"421 enough for today")])
def test_a_used_connection_that_is_lost_before_the_content_is_no_doubt_and_tried_on_a_fresh_one(
    stage: str, step: Step
) -> None:
    script = Script(stage, step, victim=ALL[1], times=1)

    assert send(script) == ["sent"] * 3
    assert (script.connections, script.taken) == (2, ALL)


@pytest.mark.parametrize("step", [says(b"452 enough for one connection"), says(b"550 enough"), hangs_up])
def test_a_used_connection_that_takes_no_more_senders_is_opened_anew(step: Step) -> None:
    script = Script("MAIL", step, times=1, after=1)

    assert send(script) == ["sent"] * 3
    assert (script.connections, script.taken) == (2, ALL)


def test_a_mail_at_which_the_connection_breaks_again_and_again_is_not_offered_for_ever() -> None:
    script = Script("RCPT", hangs_up, victim=ALL[1])

    assert send(script) == ["sent", "TemporaryMailError", "sent"]
    assert script.connections == 3


def test_after_three_mails_in_a_row_whose_connection_broke_the_server_is_taken_for_ill() -> None:
    script = Script("content", hangs_up, victim=ALL[0])

    ends = send(script, [ALL[0]] * 5)

    assert ends == ["DoubtfulMailError"] * 3 + ["ServerTroubleError"] * 2
    assert script.connections == 3


def test_breaks_that_are_not_in_a_row_stop_nothing() -> None:
    script = Script("content", hangs_up, victim=ALL[0])

    ends = send(script, [ALL[0], ALL[0], ALL[1]] * 2)

    assert ends == ["DoubtfulMailError", "DoubtfulMailError", "sent"] * 2


def test_a_server_that_drips_before_every_reply_is_left_at_the_deadline_of_the_whole_mail() -> None:
    script = Script("RCPT", drips(b"250 "), victim=ALL[0])
    patience = Patience(step=60, last=60, whole=0.5)

    assert send(script, ALL[:1], patience) == ["TemporaryMailError"]


def test_a_server_that_does_not_read_is_left_at_the_deadline() -> None:
    script = Script("DATA", _goes_on_and_stops_reading, victim=ALL[0])
    letter = mail(ALL[0])
    letter.set_content(f"{'x' * 70}\n" * 200_000)
    with following(script) as port, pytest.raises(TemporaryMailError, match="before the end of the content"):
        to_smtp(f"smtp://127.0.0.1:{port}", patience=SHORT)(letter)


def _goes_on_and_stops_reading(line: Line) -> bool:
    line.raw.sendall(b"354 go on\r\n")
    line.closing.wait(5)
    return False


def test_dots_at_the_beginning_of_lines_arrive_as_they_are() -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Message-ID"] = "digest@sursur.example", ALL[0], "<1@sursur.example>"
    letter.set_content(".\n..\nafter\n")
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=_receive, args=(server, received), daemon=True)
        thread.start()
        to_smtp(f"smtp://127.0.0.1:{server.getsockname()[1]}", patience=SHORT)(letter)
        thread.join(5)

    assert received[0].endswith(b"\r\n\r\n..\r\n...\r\nafter\r\n.\r\n")


def _receive(server: socket.socket, received: list[bytes]) -> None:
    """A server that keeps the bytes as they come."""
    line, _ = server.accept()
    with line, line.makefile("rb") as lines:
        line.sendall(b"220 ready\r\n")
        for command in lines:
            if not command.upper().startswith(b"DATA"):
                line.sendall(b"250 fine\r\n")
                continue
            line.sendall(b"354 go on\r\n")
            content = b""
            while not content.endswith(b"\r\n.\r\n"):
                content += lines.readline()
            received.append(content)
            line.sendall(b"250 taken\r\n")
