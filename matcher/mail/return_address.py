"""The address that mails come back to when they cannot be delivered: it names the mail by a word that nobody can guess
(a variable envelope return path, VERP)."""

import re
from collections.abc import Iterable

WORD = r"([0-9a-f]{32})"


def return_address(bounces: str, word: str | None) -> str:
    """`bounces+WORD@example.org` for `bounces@example.org`; without a word the address itself."""
    local, _, domain = bounces.rpartition("@")
    return f"{local}+{word}@{domain}" if word else bounces


def words_in(bounces: str, texts: Iterable[str]) -> list[str]:
    """The words of the return addresses that stand in some texts."""
    local, _, domain = bounces.rpartition("@")
    pattern = re.compile(rf"(?<![\w.+-]){re.escape(local)}\+{WORD}@{re.escape(domain)}(?![\w.-])", re.IGNORECASE)
    return [word.lower() for text in texts for word in pattern.findall(text)]
