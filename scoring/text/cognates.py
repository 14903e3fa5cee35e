"""Cognate skeletons: one form for the words that English, Spanish, Portuguese and French took from Latin and Greek.

`cooperación`, `cooperação`, `coopération` and `cooperation` become `coperasion`. The rules are the regular
correspondences of the four spellings: endings first (Romance and learned English suffixes), then letters. They are
rules of spelling, not of sound or meaning: a skeleton also joins some strangers, so it is used only for words that the
vocabulary does not know.
"""

import re
from functools import lru_cache

from scoring.text.words import fold

SHORTEST = 5
"""Letters from which a word has a skeleton of its own: shorter ones meet by chance."""

ENDINGS = (
    (r"[cp]?(?:[cçstx]|ss)(?:ion(?:e?s)?|ão|ões)", "sion"),  # nación, nação, nation; visión, visão, vision
    (r"ion(?:e?s)?|ião|iões", "ion"),  # religión, religião, religion
    (r"[aeiu]?m(?:i?ent(?:os?|s)?)", "ment"),  # documento, document; tratamiento, traitement
    (r"(?:[ae]l|al[ea])?(?:mente|lement)|[ai]?lly", "al"),  # generalmente, généralement, generally
    (r"[ie]?(?:dad(?:es)?|dades?|tés?|ty|ties)", "it"),  # calidad, qualidade, qualité, quality
    (r"([aei]n)(?:[cç][iy]?as?|ces?|cy|cies)", r"\1s"),  # ciencia, ciência, science; agency
    (r"i(?:c[oa]s?|que?s?|cs?|cal(?:es|s)?|cais|cien(?:ne)?s?|cian[oa]?s?)", "ic"),  # técnico, technique, technical
    (r"ism(?:os?|es?|s)?", "ism"),  # turismo, tourisme, tourism
    (r"ist(?:as?|es?|s)?", "ist"),  # artista, artiste, artist
    (r"i(?:v[oae]s?|fs?)", "iv"),  # activo, ativo, actif, active
    (r"[iu]?(?:os[oa]s?|eux|euses?|ous)", "os"),  # religioso, religieux, religious
    (r"([ai])(?:bles?|ve(?:l|is)|bili[ts]?)", r"\1bl"),  # variable, variável
    (r"ar(?:i[oa]s?|ias?|y|ies)|aires?", "ar"),  # sanitario, sanitaire, sanitary
    (r"or(?:i[oa]s?|ias?|y|ies)|oires?", "or"),  # laboratorio, laboratoire, laboratory
    (r"[dt](?:or(?:[ea]s?|s)?|eurs?|ri(?:ces?|z(?:es)?))", "tor"),  # productor, produtor, producteur
    (r"or(?:[ea]s?|s)?|eurs?|ours?", "or"),  # color, couleur, colour
    (r"ur(?:[ae]s?|s)?", "ur"),  # cultura, culture
    (r"[ae]l(?:es?|s)?|aux|ais|elles?|eis", "al"),  # nacional, nationaux, nacionais
    (r"([ae]n)t(?:[aeo]s?|s)?", r"\1t"),  # estudiante, étudiant, student
    (r"[iy][zs](?:[ae]r|ed?|ing|é)", "is"),  # organizar, organiser, organize
    (r"[ie]?(?:ados?|adas?|idos?|idas?|at(?:e[ds]?|ing|or)|[aeiuoé]r|ée?s?|ed|ing|iendo|ando)", ""),  # forms of verbs
    (r"(?:[iy]?[aeoéy])s?|s", ""),  # gender and number
)
"""Endings that correspond, the longest first: the first one that fits is replaced."""
LETTERS = (
    (r"^(?:es|é|e)(?=[ptcqkm])", "s"),  # espacio, espace, space; école, school
    (r"ch(?=[nrl])|qu(?=[ao])|k", "c"),  # technique, técnico
    (r"h", ""),  # théâtre, teatro
    (r"[cs]*c(?=[eiy])|t(?=i[oa])|[xz]", "s"),
    (r"qu|q", "c"),
    (r"c?ct|pt", "t"),  # activo, ativo; óptimo, ótimo
    (r"y", "i"),
    (r"[wv]", "b"),
    (r"j|g(?=[ei])", "j"),
    (r"gn|n[iy](?=[aeo])|mn", "n"),
    (r"ou", "u"),  # tourisme, turismo
    (r"e?au", "o"),  # automne, otoño
    (r"[ai]e|ei|ai|ea|ie|ue|uo", "e"),  # fuente, fonte; tempo, tiempo
    (r"(.)\1+", r"\1"),
)
"""Letters that correspond, in the order in which they are replaced."""

ACCENTS = re.compile(r"[^a-zãõçé]|é(?!s?$)")
_ENDINGS = tuple((re.compile(rf"(?:{pattern})$"), to) for pattern, to in ENDINGS)
_LETTERS = tuple((re.compile(pattern), to) for pattern, to in LETTERS)


FIRST_GROUP = r"\1"
LEAST_LEFT = 2
"""Letters that an ending must leave of a word."""


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The common form of a word and its cognates; the folded word itself where it is short."""
    if len(word) < SHORTEST:
        return fold(word)
    found = fold(_without_ending(ACCENTS.sub(lambda match: fold(match.group()), word.casefold())).replace("ç", "s"))
    for pattern, to in _LETTERS:
        found = pattern.sub(to, found)
    return found


def _without_ending(word: str) -> str:
    """The word with its ending replaced; accents have gone but those that tell endings apart (-té, -ção)."""
    for pattern, to in _ENDINGS:
        match = pattern.search(word)
        if match and match.start() >= LEAST_LEFT:
            kept = match.group(1) + to.removeprefix(FIRST_GROUP) if to.startswith(FIRST_GROUP) else to
            return word[: match.start()] + kept
    return word


RUN = 4
"""Letters of a run."""


def letter_runs(bones: str) -> list[str]:
    """The runs of letters in a skeleton; a short one is its own only run."""
    return [bones[start : start + RUN] for start in range(max(1, len(bones) - RUN + 1))]
