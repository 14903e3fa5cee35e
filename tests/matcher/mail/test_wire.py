"""A mail as it travels: one sender, one recipient, and bytes that no server can misread."""

from email import policy
from email.message import EmailMessage

import pytest

from matcher.mail.outcomes import PermanentMailError
from matcher.mail.wire import LONGEST_LINE, wire
from tests.matcher.mail.test_sending import mail

READER = "reader@example.org"


def test_the_return_path_becomes_the_sender_of_the_envelope_and_leaves_the_mail() -> None:
    message = mail()
    message["Return-Path"] = "<bounces+5f@example.org>"

    found = wire(message)

    assert (found.sender, found.recipient) == ("bounces+5f@example.org", READER)
    assert b"Return-Path" not in found.content
    assert message["Return-Path"] == "<bounces+5f@example.org>"
    assert wire(mail()).sender == "digest@sursur.example"


@pytest.mark.parametrize(
    "address",
    [
        "reader@example.org> SIZE=1",
        "reader@example.org, other@example.org",
        "<reader@example.org>, <other@example.org>",
        '"a b"@example.org',
        "reader@[127.0.0.1] x@y",
        "reader",
        "@example.org",
        "",
    ],
)
@pytest.mark.parametrize("header", ["To", "Return-Path"])
def test_what_could_be_read_as_anything_but_one_address_is_refused(header: str, address: str) -> None:
    message = mail()
    del message[header]
    message[header] = f"<{address}>" if header == "Return-Path" else address

    with pytest.raises(PermanentMailError, match="is not one address"):
        wire(message)


def test_two_recipients_in_two_headers_are_refused() -> None:
    message = EmailMessage(policy=policy.compat32)  # type: ignore[arg-type]
    message["From"], message["To"] = "digest@sursur.example", READER
    message["To"] = "other@example.org"

    with pytest.raises(PermanentMailError):
        wire(message)


@pytest.mark.parametrize("header", ["To", "From", "Subject", "Return-Path", "List-Unsubscribe"])
def test_no_header_takes_a_line_end(header: str) -> None:
    message = EmailMessage(policy=policy.SMTP)

    for end in ("\r\n", "\n", "\r"):
        with pytest.raises(ValueError, match="linefeed"):
            message[header] = f"reader@example.org{end}Bcc: other@example.org"


def test_all_bytes_are_ascii_in_lines_of_their_own() -> None:
    content = wire(mail()).content

    assert content.isascii()
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")


def test_a_line_that_is_longer_than_mail_allows_is_refused() -> None:
    message = mail()
    message.set_content("x" * (LONGEST_LINE + 1), cte="7bit")

    with pytest.raises(PermanentMailError, match="more than 998 bytes"):
        wire(message)


def test_an_address_beyond_ascii_asks_for_a_server_that_takes_it() -> None:
    found = wire(mail("josé@example.org"))

    assert (found.recipient, found.utf8) == ("josé@example.org", True)
    assert "To: josé@example.org".encode() in found.content
    assert not wire(mail()).utf8
