"""How French is set: no line ends between a word and its punctuation, and every apostrophe is the typographic one."""

import re

BEFORE = re.compile(r" (?=[:;!?%»])")
AFTER = re.compile(r"(?<=«) ")
APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_]|[«“{])")
FIXED = "\u00a0"
"""The space at which no line ends."""
COLON = {"fr": f"{FIXED}:"}
"""What stands behind a label, where it is not the bare colon of the other languages."""


def set_in_french(text: str) -> str:
    """A text with spaces that do not break before : ; ! ? % and inside « », and with ’ where letters are left out."""
    return APOSTROPHE.sub("’", AFTER.sub(FIXED, BEFORE.sub(FIXED, text)))
