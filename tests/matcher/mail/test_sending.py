"""Each way out for a mail says truly whether the mail was taken, surely not taken, or refused for good."""

import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Thread

import pytest

from matcher.errors import BadInputError
from matcher.mail.outcomes import PermanentMailError, TemporaryMailError
from matcher.mail.sending import to_directory, to_smtp
from tests.matcher.mail.post_office import PostOffice, free_port, knows_the_password, opened, self_signed

READER = "reader@example.org"
LOGIN = {"authenticator": knows_the_password, "auth_required": True, "auth_require_tls": False}


def mail(to: str = READER) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "digest@sursur.example", to, "Año"
    message["Message-ID"] = "<1.2026-W48.7@sursur.example>"
    message.set_content("Señales\n")
    return message


def hang_up(server: socket.socket) -> None:
    server.accept()[0].close()


def test_a_folder_gets_one_file_a_mail_that_reads_back(tmp_path: Path) -> None:
    to_directory(tmp_path / "new" / "outbox")(mail())
    to_directory(tmp_path / "new" / "outbox")(mail())

    (file,) = (tmp_path / "new" / "outbox").iterdir()
    read = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert file.name == "1.2026-W48.7@sursur.example.eml"
    assert (read["To"], read["Subject"], read.get_content().strip()) == (READER, "Año", "Señales")


def test_a_message_id_cannot_leave_the_folder(tmp_path: Path) -> None:
    message = mail()
    message.replace_header("Message-ID", "<../../../evil@sursur.example>")
    to_directory(tmp_path / "a" / "b")(message)

    assert [path.parent for path in tmp_path.rglob("*.eml")] == [tmp_path / "a" / "b"]


def test_a_folder_that_cannot_be_written_is_temporary(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(TemporaryMailError, match="cannot write"):
        to_directory(tmp_path / "file" / "outbox")(mail())


def test_a_server_gets_the_mail_as_it_is() -> None:
    with opened(PostOffice()) as office:
        to_smtp(f"smtp://127.0.0.1:{office.port}")(mail())

    ((recipient, content),) = office.mails
    assert recipient == READER
    assert message_from_bytes(content, policy=policy.default).get_content().strip() == "Señales"


@pytest.mark.parametrize("place", ["at_rcpt", "at_data"])
@pytest.mark.parametrize(
    ("answer", "error"),
    [("450 busy", TemporaryMailError), ("421 later", TemporaryMailError), ("550 nobody here", PermanentMailError)],
)
def test_four_hundreds_are_temporary_and_five_hundreds_final(place: str, answer: str, error: type[Exception]) -> None:
    office = PostOffice()
    setattr(office, place, {READER: answer})
    with opened(office), pytest.raises(error, match=answer[4:]):
        to_smtp(f"smtp://127.0.0.1:{office.port}")(mail())

    assert office.mails == []


def test_an_absent_server_is_temporary() -> None:
    with pytest.raises(TemporaryMailError):
        to_smtp(f"smtp://127.0.0.1:{free_port()}")(mail())


def test_a_server_that_hangs_up_at_the_door_is_temporary() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=hang_up, args=(server,), daemon=True).start()
        with pytest.raises(TemporaryMailError):
            to_smtp(f"smtp://127.0.0.1:{server.getsockname()[1]}")(mail())


@pytest.mark.parametrize("scheme", ["smtp", "smtp+starttls"])
def test_starttls_with_a_certificate_that_nobody_vouches_for_sends_nothing(scheme: str) -> None:
    with opened(PostOffice(), tls_context=self_signed()) as office, pytest.raises(TemporaryMailError):
        to_smtp(f"{scheme}://127.0.0.1:{office.port}")(mail())

    assert office.mails == []


def test_starttls_that_is_required_and_not_offered_sends_nothing() -> None:
    with opened(PostOffice()) as office, pytest.raises(TemporaryMailError):
        to_smtp(f"smtp+starttls://127.0.0.1:{office.port}")(mail())

    assert office.mails == []


def test_tls_with_a_certificate_that_nobody_vouches_for_sends_nothing() -> None:
    with opened(PostOffice(), ssl_context=self_signed()) as office, pytest.raises(TemporaryMailError):
        to_smtp(f"smtps://127.0.0.1:{office.port}")(mail())

    assert office.mails == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_user_and_password_of_the_address_open_the_server() -> None:
    with opened(PostOffice(), **LOGIN) as office:
        to_smtp(f"smtp://digest%40sursur:p%3Ass%2Fw%40rd@127.0.0.1:{office.port}")(mail())

    assert office.recipients == [READER]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_wrong_password_is_temporary_since_the_mail_is_not_at_fault() -> None:
    with opened(PostOffice(), **LOGIN) as office, pytest.raises(TemporaryMailError):
        to_smtp(f"smtp://digest%40sursur:wrong@127.0.0.1:{office.port}")(mail())


@pytest.mark.parametrize("url", ["http://127.0.0.1", "smtp:", "127.0.0.1:25", ""])
def test_an_address_that_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(BadInputError, match="the mail server must be given as"):
        to_smtp(url)
