"""The words that go with the data package."""

from collections.abc import Sequence

from matcher.exporting.descriptor import ABOUT, TITLE, PackedFile
from matcher.exporting.edition import Edition, Rights
from matcher.exporting.told import TITLES
from matcher.sources import SOURCES

READING = """## Reading the files

`datapackage.json` describes every file (Frictionless Data Package 2.0); `codebook.md` says the same for people. All
text is UTF-8. In the tables an empty cell means "unknown or does not apply", and the members of a list are parted by a
bar (`|`). A text that begins with `=`, `+`, `-` or `@` has an apostrophe before it, so that no spreadsheet takes it for
a formula. Countries are ISO 3166-1 alpha-3, languages ISO 639-1, territories ISO 3166-2, sectors SEGIB's, with their
OECD DAC codes and goals in `data/sectors.csv`. Identifiers stay what they are; `sursur:page` in the description tells
where the page of a row is.

Edges of the network run from the country that taught to the one that learned. `iati.xml` follows IATI 2.03.

Nothing here is private: no contact, no account, no draft, no post that its owner keeps from the public, nothing said in
a review.
"""


def readme(files: Sequence[PackedFile], edition: Edition) -> bytes:
    """What the package is, how its files are read, and on which terms they may be used."""
    made = f"Written on {edition.created.date().isoformat()}. " if edition.created else ""
    place = f"The newest edition: {edition.address}/api/v1/exports/datapackage.zip\n" if edition.address else ""
    listed = [f"| `{one.path}` | {TITLES[one.kind]} | {_terms(one.rights, edition)} |" for one in files]
    table = "\n".join(["| file | holds | terms |", "|---|---|---|", *listed])
    return "\n".join([f"# {TITLE}\n", f"{ABOUT} {made}\n{place}", table, "", READING, _use(edition)]).encode()


def _terms(rights: Rights, edition: Edition) -> str:
    licence = edition.licence_of(rights)
    return str(licence.get("name") or "quote with the institution's name")


def _use(edition: Edition) -> str:
    compiled, words = edition.licence_of(Rights.COMPILED), edition.licence_of(Rights.WORDS)
    quoted = f"under {words['title']} ({words['path']})" if "name" in words else "without a licence of their own"
    sources = "\n".join(f"- {one}" for one in SOURCES.values())
    return f"""## Use

What the service compiled itself (tables of reference, who took part, suggestions) is under {compiled["title"]}
({compiled["path"]}): say "Sursur" and where you have it from. Requests, offers, practices and the titles and texts
of exchanges are the words of the institutions that posted them, published {quoted}: name them when you quote.
The first records come from these documents, told in our own words; every record names its document and section:

{sources}
"""
