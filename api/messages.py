"""`python -m api.messages`: gathers every text that users read into the catalogues of `locales/`."""

from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from pkgutil import walk_packages

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import matcher
from api.error_texts import and_kinds, error_texts
from api.pages import overtaken, words
from api.pages.navigation import DOORS
from locales import LANGUAGES
from matcher.applications.reasons import REASON_TEXTS as OUTCOME_TEXTS
from matcher.communities.moderating import CAUSE_TEXTS
from matcher.consortia.telling import TERM_TEXTS
from matcher.errors import SursurError
from matcher.exporting.told import HOLDINGS, TITLES
from matcher.review.reasons import REASON_TEXTS
from scoring.context import LIKENESSES
from scoring.features import FEATURES, Family
from scoring.gates import GATES, gate_meaning
from scoring.raising import CHANGES
from scoring.sentence import WITHOUT_HISTORY
from scoring.tags import stand_ins

ROOT = Path(__file__).parent.parent
FOLDERS = ("api", "matcher", "scoring")
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.mjml", "jinja2"), ("**.txt", "jinja2")]
OPTIONS = {name: {"trim_blocks": "true", "lstrip_blocks": "true"} for name in ("**.html", "**.mjml", "**.txt")}
BOILERPLATE = tuple(
    f'"{name}:'.encode()
    for name in (
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)
"""Headers that say nothing and change with every writing."""
KEYWORDS = {"_": None, "translate": None}


def texts() -> Iterator[tuple[str, str]]:
    """Every text with the place it stands in: calls in code and templates, and docstrings that users read."""
    for module in walk_packages(matcher.__path__, "matcher."):
        import_module(module.name)  # so that every error is defined
    for folder in FOLDERS:
        found = extract_from_dir(ROOT / folder, METHODS, OPTIONS, keywords=KEYWORDS, strip_comment_tags=True)
        for name, _, message, _, _ in found:
            yield f"{folder}/{name}", message if isinstance(message, str) else message[0]
    for feature in FEATURES.values():
        yield "scoring/features", feature.meaning
        yield from (("scoring/features", phrase) for phrase in feature.phrases)
    yield from (("scoring/features", str(family)) for family in Family)
    yield from (("scoring/gates.py", gate_meaning(name)) for name in GATES)
    yield from (("scoring/raising.py", meaning) for meaning in CHANGES.values())
    yield from (("scoring/context.py", text) for text in LIKENESSES.values())
    yield from (("scoring/data/modalities.csv", one.reason) for one in stand_ins().values())
    yield "scoring/sentence.py", WITHOUT_HISTORY
    yield from (("matcher/review/reasons.py", text) for text in REASON_TEXTS.values())
    yield from (("matcher/applications/reasons.py", text) for text in OUTCOME_TEXTS.values())
    yield from (("matcher/communities/moderating.py", text) for text in CAUSE_TEXTS.values())
    yield from (("matcher/consortia/telling.py", text) for text in TERM_TEXTS.values())
    yield from (("matcher/errors.py", error.title) for error in and_kinds(SursurError))
    yield from (("matcher/exporting/told.py", text) for text in (*TITLES.values(), *HOLDINGS.values()))
    yield from (("api/pages/words.py", text) for text in words.texts())
    yield from (("api/pages/overtaken.py", text) for text in overtaken.texts())
    yield from (("api/pages/navigation.py", door.name) for door, _ in DOORS)
    yield from error_texts(ROOT)


def newest_catalogue(language: str) -> Catalog:
    """The catalogue of a language with every present text; texts without a translation are empty."""
    fresh = Catalog(language, header_comment=f"# Sursur in {language}: `make messages` gathers the texts.", fuzzy=False)
    path = ROOT / "locales" / f"{language}.po"
    known = read_po(BytesIO(path.read_bytes()), locale=language) if path.exists() else fresh
    for place, text in sorted(set(texts())):
        message = known.get(text)
        fresh.add(text, message.string if message else "", locations=[(place, None)])  # type: ignore[list-item]
    return fresh


def write_catalogues() -> None:
    """Brings the `.po` files up to date; translations that stand are kept."""
    for language in LANGUAGES[1:]:
        content = BytesIO()
        write_po(content, newest_catalogue(language), width=110, sort_output=True)
        kept = [line for line in content.getvalue().splitlines(keepends=True) if not line.startswith(BOILERPLATE)]
        (ROOT / "locales" / f"{language}.po").write_bytes(b"".join(kept))


if __name__ == "__main__":
    write_catalogues()
