"""Mails that came back, as mail servers write them."""

REPORT = """\
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
To: {to}
Subject: {subject}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.net.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Mon, 23 Nov 2026 07:00:00 +0000

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--b1
Content-Type: message/rfc822

Return-Path: <{to}>
To: {recipient}
Subject: Sursur

words

--b1--
"""
QMAIL = """\
From: MAILER-DAEMON@mx.example.net
To: {to}
Subject: failure notice

Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<reader@example.org>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <{to}>
"""
VACATION = """\
From: reader@example.org
To: {to}
Subject: Out of the office
Auto-Submitted: auto-replied

I am back on Monday. Please write to 550 5.1.1 my colleague.
"""


def report(to: str, *, status: str = "5.1.1", action: str = "failed", recipient: str = "reader@example.org") -> bytes:
    """A report of RFC 3464, sent to a return address."""
    said = f"550 {status} <{recipient}>: no"
    words = {"to": to, "status": status, "action": action, "recipient": recipient, "said": said}
    return REPORT.format(subject="Undelivered Mail Returned to Sender", **words).encode()
