"""The explanation as one sentence in the reader's language."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from string import Formatter
from typing import Any

from locales import translate
from models import taxonomy
from scoring.context import LIKENESSES
from scoring.explanation import DECISIVE, Explanation
from scoring.features import FEATURES
from scoring.gates import gate_meaning
from scoring.raising import Raise
from scoring.text.lexicon import term

WITHOUT_HISTORY = "no past exchange known: judged on text and tags alone"

QUOTES = {"en": "“”", "es": "«»", "pt": "“”", "fr": ("«\u00a0", "\u00a0»")}


def sentence(explanation: Explanation, language: str) -> str:
    """Why an offer stands where it stands: the strongest findings, or the gate that kept it out."""
    if explanation.gate is not None:
        return translate(gate_meaning(explanation.gate), language)
    text = translate("; ", language).join(_clauses(explanation, language))
    if explanation.judged_without_history:
        text = f"{text} ({translate(WITHOUT_HISTORY, language)})"
    return f"{text[0].upper()}{text[1:]}."


def raise_data(found: Raise, language: str) -> dict[str, Any]:
    """What would raise a place as JSON-ready data, told in the reader's language."""
    meaning = translate(found.meaning, language)
    return {"change": found.change, "meaning": meaning, "gain": found.gain, "place": found.place}


def _clauses(explanation: Explanation, language: str) -> list[str]:
    """What the strongest findings say: those with something to show, each phrase once."""
    found: dict[str, str] = {}
    for one in explanation.lifting:
        phrase = _phrase(one.feature, one.evidence)
        if phrase is not None and phrase not in found:
            found[phrase] = _filled(phrase, one.evidence, language)
        if len(found) == DECISIVE:
            break
    return list(found.values()) or [translate("nothing lifts it above the average offer", language)]


def _phrase(feature: str, evidence: Mapping[str, Any]) -> str | None:
    """The first phrase of a feature that its evidence can fill; None where it can fill none."""
    return next((one for one in FEATURES[feature].phrases if all(evidence.get(name) for name in _blanks(one))), None)


def _filled(phrase: str, evidence: Mapping[str, Any], language: str) -> str:
    filled = {name: _LOCAL[name](evidence[name], language) for name in _blanks(phrase)}
    return translate(phrase, language).format(**filled)


@cache
def _blanks(phrase: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(phrase) if name]


def _listed(name: Callable[[Any, str], str]) -> Callable[[Sequence[Any], str], str]:
    def listed(values: Sequence[Any], language: str) -> str:
        return ", ".join(name(value, language) for value in values)

    return listed


def quoted(title: str, language: str) -> str:
    """A title in the quotation marks of a language."""
    opening, closing = QUOTES[language]
    return f"{opening}{title}{closing}"


def _concept(found: Mapping[str, str], language: str) -> str:
    return term(found["concept"], language)


def _pair(found: Mapping[str, str], _: str) -> str:
    """One word where both sides write it alike, else both."""
    return found["request"] if found["request"] == found["offer"] else f"{found['request']} ~ {found['offer']}"


_LOCAL: dict[str, Callable[[Any, str], str]] = {
    "words": _listed(lambda word, _: str(word)),
    "pairs": _listed(_pair),
    "concepts": _listed(_concept),
    "problems": _listed(_concept),
    "solutions": _listed(_concept),
    "area": lambda slug, language: taxonomy.areas()[slug].names[language],
    "sectors": lambda slugs, language: taxonomy.sectors()[slugs[0]].names[language],
    "neighbours": lambda slugs, language: taxonomy.sectors()[slugs[0]].names[language],
    "modalities": _listed(lambda slug, language: taxonomy.modalities()[slug].names[language]),
    "wanted": lambda slug, language: taxonomy.modalities()[slug].names[language],
    "offered": lambda slug, language: taxonomy.modalities()[slug].names[language],
    "reason": translate,
    "likenesses": _listed(lambda slug, language: translate(LIKENESSES[slug], language)),
    "number": lambda number, _: str(number),
    "languages": _listed(taxonomy.language_name),
    "goals": _listed(lambda number, _: str(number)),
    "country": taxonomy.country_name,
    "countries": _listed(taxonomy.country_name),
    "exchanges": lambda found, language: quoted(found[0]["title"], language),
    "practices": lambda found, language: quoted(found[0]["title"], language),
}
