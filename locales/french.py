"""How French is set: no line ends between a word and its punctuation, and every apostrophe is the typographic one."""

import re

FIXED = "\u00a0"
"""The space at which no line ends."""
LOOSE = re.compile(r"\{[^{}]*\}| (?=[:;!?%»])|(?<=«) |(?<=[^\W\d_])'(?=[^\W\d_]|[«“{])")
"""Spaces and apostrophes to set; fields of a message too, which stay as they are."""
COLON = {"fr": f"{FIXED}:"}
"""What stands behind a label, where it is not the bare colon of the other languages."""


def set_in_french(text: str) -> str:
    """A text with spaces that do not break before : ; ! ? % and inside « », and with ’ where letters are left out."""
    return LOOSE.sub(lambda found: {" ": FIXED, "'": "’"}.get(found[0], found[0]), text)
