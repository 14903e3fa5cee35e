"""What people call the program and the machine that a session is open on."""

BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
"""Names of browsers by what they call themselves; those that also name others come first."""
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}
"""Names of systems, the narrower ones first."""


def device(client: str | None) -> str:
    """The browser and the system of a user agent, as far as they are known; what it says of itself otherwise."""
    known = [_first(BROWSERS, client or ""), _first(SYSTEMS, client or "")]
    return ", ".join(one for one in known if one) or client or ""


def _first(names: dict[str, str], client: str) -> str:
    return next((name for mark, name in names.items() if mark in client), "")
