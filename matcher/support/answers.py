"""What the support finder answers: each rule of a mechanism with its reason, and the verdict that follows."""

from dataclasses import dataclass
from enum import StrEnum

from locales.messages import Message
from models.mechanism import Mechanism, MechanismKind


class Answer(StrEnum):
    """Whether a rule holds; `ask` where what is on record does not decide it."""

    YES = "yes"
    ASK = "ask"
    NO = "no"


class Rule(StrEnum):
    """The rules of a mechanism, in the order in which they are told."""

    COUNTRIES = "countries"
    NUMBER = "number-of-countries"
    SECTOR = "sector"
    MODALITY = "modality"
    WHO_MAY_ASK = "who-may-ask"
    CEILING = "ceiling"
    CALL = "call"


class Means(StrEnum):
    """What a mechanism can do for an exchange."""

    FUND = "fund"
    FACILITATE = "facilitate"


@dataclass(frozen=True)
class Checked:
    """A rule with its answer and the reason, which names what stands on both sides."""

    rule: Rule
    answer: Answer
    reason: Message


@dataclass(frozen=True)
class Judged:
    """A mechanism with all its rules checked."""

    mechanism: Mechanism
    rules: tuple[Checked, ...]

    @property
    def verdict(self) -> Answer:
        """No where any rule says no, else ask where any asks, else yes."""
        answers = {one.answer for one in self.rules}
        return next((one for one in (Answer.NO, Answer.ASK) if one in answers), Answer.YES)

    @property
    def means(self) -> Means:
        """Funds, and whatever names a sum that it pays, can fund; all others facilitate."""
        pays = self.mechanism.kind == MechanismKind.FUND or self.mechanism.ceiling_amount is not None
        return Means.FUND if pays else Means.FACILITATE

    def count(self, answer: Answer) -> int:
        """How many rules have an answer."""
        return sum(one.answer == answer for one in self.rules)

    def says(self, rule: Rule) -> Answer:
        """The answer of one rule."""
        return next(one.answer for one in self.rules if one.rule == rule)
