"""Hints for somebody who writes a post: is it specific, timely and concrete? Each is a check with its reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from locales import translate
from matcher.posting.written import Written

FEW_WORDS, MANY_WORDS = 30, 1000
MANY_SECTORS = 5
FEW_TELLING = 8
"""Words of a text that not any post could use, from which it says something of its own."""
SOON = timedelta(days=45)
"""Time that finding a partner takes at least."""
SURE = 0.99
"""How sure the detection of a language must be to doubt the one that was chosen."""


class Aim(StrEnum):
    """What a good post is."""

    SPECIFIC = "specific"
    TIMELY = "timely"
    CONCRETE = "concrete"


@dataclass(frozen=True)
class Check:
    """One thing that can be better: `found` tells whether it is so in a text on a day; `reason` is said to the writer.

    Checks of `requests_only` are not made on offers.
    """

    code: str
    aim: Aim
    field: str
    reason: str
    found: Callable[[Written, date], bool]
    requests_only: bool = False


@dataclass(frozen=True)
class Hint:
    """One thing that can be better, in the reader's words."""

    code: str
    aim: Aim
    field: str
    reason: str


def hints_on(written: Written, *, on: date, language: str) -> list[Hint]:
    """What can be better in a text, in the order of CHECKS; empty for a good one."""
    return [
        Hint(check.code, check.aim, check.field, translate(check.reason, language))
        for check in CHECKS
        if (written.asks or not check.requests_only) and check.found(written, on)
    ]


def _(text: str) -> str:
    """Marks a text for the catalogues."""
    return text


CHECKS = (
    Check(
        "no-title",
        Aim.SPECIFIC,
        "title",
        _("Give a title that says in one line what it is about: lists and mails show it first."),
        lambda post, _: not post.title.strip(),
    ),
    Check(
        "too-short",
        Aim.SPECIFIC,
        "text",
        _("Write a few sentences more: what it is about, for whom, and what makes your situation particular."),
        lambda post, _: post.length < FEW_WORDS,
    ),
    Check(
        "too-long",
        Aim.SPECIFIC,
        "text",
        _("Shorten the text to what a reader needs to decide; attach the rest as a document."),
        lambda post, _: post.length > MANY_WORDS,
    ),
    Check(
        "only-general-words",
        Aim.SPECIFIC,
        "text",
        _("Any post could use these words. Name the service, the method or the problem that you mean."),
        lambda post, _: len(post.telling) < FEW_TELLING,
    ),
    Check(
        "all-capitals",
        Aim.SPECIFIC,
        "text",
        _("Write in small letters: capitals are hard to read and hide names."),
        lambda post, _: post.in_capitals,
    ),
    Check(
        "no-sector",
        Aim.SPECIFIC,
        "sectors",
        _("Choose at least one sector: the suggestions below come from your text."),
        lambda post, _: not post.sectors,
    ),
    Check(
        "many-sectors",
        Aim.SPECIFIC,
        "sectors",
        _("Choose the few sectors that matter most: who is for everything is found for nothing."),
        lambda post, _: len(post.sectors) > MANY_SECTORS,
    ),
    Check(
        "another-language",
        Aim.SPECIFIC,
        "language",
        _("The text seems to be in another language than the one chosen."),
        lambda post, _: post.language is not None and post.detected[0] != post.language and post.detected[1] >= SURE,
    ),
    Check(
        "no-date",
        Aim.TIMELY,
        "needed_by",
        _("Say by when you need it, or when the exchange should begin."),
        lambda post, _: not post.names_a_time,
        requests_only=True,
    ),
    Check(
        "past-date",
        Aim.TIMELY,
        "needed_by",
        _("A date lies in the past: say what you need from now on."),
        lambda post, on: any(day is not None and day < on for day in (post.starts_by, post.needed_by)),
        requests_only=True,
    ),
    Check(
        "soon",
        Aim.TIMELY,
        "needed_by",
        _("There is little time: finding a partner and agreeing with it takes six weeks or more."),
        lambda post, on: any(day is not None and on <= day < on + SOON for day in (post.starts_by, post.needed_by)),
        requests_only=True,
    ),
    Check(
        "no-outcome",
        Aim.CONCRETE,
        "expected_outcome",
        _("Say what shall be there at the end: a plan, trained staff, a service that works."),
        lambda post, _: not (post.expected_outcome or "").strip(),
        requests_only=True,
    ),
    Check(
        "no-people",
        Aim.CONCRETE,
        "text",
        _("Say who takes part and who benefits."),
        lambda post, _: not post.names_people,
    ),
    Check(
        "no-scale",
        Aim.CONCRETE,
        "text",
        _("Give a place or a number, so that others see the scale."),
        lambda post, _: not (post.names_a_number or post.names_a_place),
    ),
    Check(
        "no-modality",
        Aim.CONCRETE,
        "modalities",
        _("Choose how you would like to work together, such as a visit, a training or an expert's mission."),
        lambda post, _: not post.modalities,
    ),
    Check(
        "contact-in-text",
        Aim.CONCRETE,
        "text",
        _("Take addresses and telephone numbers out: contacts are disclosed once both sides have accepted."),
        lambda post, _: post.holds_contacts,
    ),
)
