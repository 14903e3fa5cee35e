"""A Postfix of the tests' own, beside whatever this machine runs: its settings, queue and mail lie in one folder."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from time import monotonic

PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
LONGEST_SECONDS = 30
SETTINGS = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log/mail
maillog_file_prefixes = {folder}
daemon_directory = {daemons}
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.sursur.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_reject_unlisted_recipient = no
smtpd_tls_security_level = none
alias_maps =
default_transport = error:nothing leaves this machine
recipient_delimiter =
virtual_mailbox_domains = example.org, sursur.example
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = inline:{{ {readers} @sursur.example=bounces/ }}
virtual_uid_maps = static:{user}
virtual_gid_maps = static:{group}
virtual_minimum_uid = 1
"""
SERVICES = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""


def lacking() -> str | None:
    """What this machine lacks for Postfix; None where it lacks nothing."""
    if shutil.which("postfix", path=PATH) is None:
        return "a mail server (Postfix)"
    return None if os.geteuid() == 0 else "the rights of root, which Postfix demands"


class MailHost:
    """A running Postfix: what it brought lies in maildirs, one a reader and one for all that comes back."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder, self.port = folder, port

    def mails(self, box: str, count: int) -> list[bytes]:
        """The mails in a box, as soon as there are so many."""
        new, end, pause = self._folder / "mail" / box / "new", monotonic() + LONGEST_SECONDS, Event()
        while len(found := sorted(new.glob("*"))) < count:
            assert monotonic() < end, (self._folder / "log" / "mail").read_text(encoding="utf-8")
            pause.wait(0.05)
        return [path.read_bytes() for path in found]


@contextmanager
def running(readers: list[str], port: int) -> Iterator[MailHost]:
    """A mail host for some readers of example.org; it takes mail for all others there and sends it back."""
    with TemporaryDirectory(prefix="sursur-postfix-") as name:
        folder = Path(name)
        _prepare(folder, readers, port)
        _run("postfix", "-c", folder / "etc", "start")
        try:
            yield MailHost(folder, port)
        finally:
            _run("postfix", "-c", folder / "etc", "stop")


def _prepare(folder: Path, readers: list[str], port: int) -> None:
    folder.chmod(0o755)
    for part in ("etc", "queue", "data", "log", "mail"):
        (folder / part).mkdir()
    owner, nobody = pwd.getpwnam("postfix"), pwd.getpwnam("nobody")
    os.chown(folder / "data", owner.pw_uid, owner.pw_gid)
    os.chown(folder / "mail", nobody.pw_uid, nobody.pw_gid)
    words = {
        "folder": folder,
        "daemons": next(path for path in ("/usr/lib/postfix/sbin", "/usr/libexec/postfix") if Path(path).is_dir()),
        "readers": " ".join(f"{one}={one.partition('@')[0]}/," for one in readers),
        "user": nobody.pw_uid,
        "group": nobody.pw_gid,
    }
    (folder / "etc" / "main.cf").write_text(SETTINGS.format(**words))
    (folder / "etc" / "master.cf").write_text(SERVICES.format(port=port))


def _run(*command: str | Path) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(
        words, check=False, env=os.environ | {"PATH": PATH}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert done.returncode == 0, done.stdout
