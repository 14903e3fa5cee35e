"""What can come of handing over a mail, apart from its being taken."""


class TemporaryMailError(Exception):
    """The mail was surely not taken; it may be tried again."""


class ServerTroubleError(TemporaryMailError):
    """The mail server takes no mail at all now: whoever the mail is for, trying others is of no use."""


class PermanentMailError(Exception):
    """The mail was refused for good."""


class RefusedRecipientError(PermanentMailError):
    """The mail server will not take mail for this address."""


class DoubtfulMailError(Exception):
    """The server may or may not have taken the mail."""
