"""Which addresses a webhook may have, and which calls are refused once its name is looked up."""

import asyncio
import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

import pytest

from matcher.errors import BadInputError
from matcher.webhooks.calling import call
from matcher.webhooks.reaching import Reach
from tests.matcher.webhooks.receiver import receiving

OUTSIDE = Reach()


@pytest.mark.parametrize(
    "url",
    [
        "http://agency.example/hook",
        "ftp://agency.example/hook",
        "file:///etc/passwd",
        "https://",
        "https:///hook",
        "https://user:password@agency.example/",
        "https://agency.example/#part",
        "https://agency.example:99999/",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://192.168.0.1:8443/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[fd00::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[2002:a00:1::]/",
        "https://[::10.0.0.1]/",
        "https://[2001:0:a00:1::]/",
        "https://[fd00:ec2::254]/latest/meta-data/",
        "https://192.0.0.192/",
        "https://0.0.0.0/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
    ],
)
def test_an_address_inside_or_without_https_is_refused(url: str) -> None:
    with pytest.raises(BadInputError, match=r"^url: "):
        OUTSIDE.check(url)


@pytest.mark.parametrize(
    "url", ["https://agency.example/hook?key=1", "https://8.8.8.8:8443/", "https://[2606:4700::1]/"]
)
def test_a_public_address_is_taken(url: str) -> None:
    OUTSIDE.check(url)


@pytest.mark.parametrize("written", ["127.0.0.1", "::1", "10.0.0.1", "169.254.1.1", "::ffff:127.0.0.1", "::"])
def test_no_call_goes_inside(written: str) -> None:
    assert not OUTSIDE.allows(ip_address(written))


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f000001", "2130706433", "017700000001"])
def test_a_name_that_leads_inside_is_not_called(host: str) -> None:
    """Other spellings of this machine's address are names to be looked up, and lead where they lead."""
    heard = asyncio.run(call(f"https://{host}:9/hook", b"{}", {}, OUTSIDE))

    assert heard.status is None
    assert heard.error is not None
    assert "not a public address" in heard.error or "not known" in heard.error


def test_a_name_with_one_address_inside_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever owns a name may let it lead to us beside his own machine."""

    def both(*args: object, **options: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in ("8.8.8.8", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    heard = asyncio.run(call("https://rebinding.example/hook", b"{}", {}, OUTSIDE))

    assert heard.error == "rebinding.example leads to 127.0.0.1, which is not a public address"


def test_a_name_is_looked_up_once_and_what_was_checked_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads outside when it is checked, and inside when it is called."""
    asked: list[object] = []

    def turning(host: object, *args: object, **options: object) -> list[object]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8" if len(asked) == 1 else "127.0.0.1", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", turning)
    with receiving() as inside:
        url = f"https://rebinding.example:{urlsplit(inside.url).port}/hook"
        goes_out = pytest.warns(UserWarning, match=r'connect\(\) with host "8\.8\.8\.8"')
        with goes_out, pytest.raises(Exception, match=r"8\.8\.8\.8|unhandled errors"):  # tests let nothing go there
            asyncio.run(call(url, b"{}", {}, OUTSIDE))

    assert asked[0] == "rebinding.example"
    assert "rebinding.example" not in asked[1:]
    assert inside.calls == []


def test_on_ones_own_machine_calls_may_go_anywhere() -> None:
    with receiving() as receiver:
        heard = asyncio.run(call(receiver.url, b'{"a":1}', {"X-A": "b"}, Reach(anywhere=True)))

    assert (heard.status, heard.answer, heard.error) == (200, "thank you", None)
    assert (receiver.calls[0].body, receiver.calls[0].headers["x-a"]) == (b'{"a":1}', "b")
    assert receiver.calls[0].headers["host"] == receiver.url.split("/")[2]


def test_nobody_is_followed_elsewhere() -> None:
    with receiving() as inside, receiving() as receiver:
        receiver.status, receiver.headers = 302, {"Location": inside.url}
        heard = asyncio.run(call(receiver.url, b"{}", {}, Reach(anywhere=True)))

    assert (heard.status, heard.good) == (302, False)
    assert inside.calls == []


def test_of_a_long_answer_the_beginning_is_kept() -> None:
    with receiving() as receiver:
        receiver.answer = b"a\x00b" + b"x" * 2_000_000
        heard = asyncio.run(call(receiver.url, b"{}", {}, Reach(anywhere=True)))

    assert heard.answer is not None
    assert len(heard.answer) == 500
    assert heard.answer.startswith("a\N{REPLACEMENT CHARACTER}bxx")
