"""What can be taken away, for catalogues of data: DCAT in JSON-LD."""

from typing import Any

from locales import LANGUAGES, translate
from matcher.exporting.descriptor import ABOUT, TITLE
from matcher.exporting.edition import Edition
from matcher.exporting.formats import MEDIA_TYPES
from matcher.exporting.kinds import EXPORTS, Export
from matcher.exporting.naming import ExportKind
from matcher.exporting.told import HOLDINGS, TITLES

Linked = dict[str, Any]
CONTEXT = {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"}
MEDIA = "https://www.iana.org/assignments/media-types/"


def catalogue(edition: Edition) -> Linked:
    """The catalogue with every kind of export as a data set, and each of its formats as a distribution."""
    return {
        "@context": CONTEXT,
        "@id": f"{edition.address}/data",
        "@type": "dcat:Catalog",
        "dct:title": {"@value": TITLE, "@language": "en"},
        "dct:description": {"@value": ABOUT, "@language": "en"},
        "dcat:dataset": [_data_set(kind, one, edition) for kind, one in EXPORTS.items()],
    }


def _data_set(kind: ExportKind, one: Export, edition: Edition) -> Linked:
    return {
        "@id": f"{edition.address}/data#{kind}",
        "@type": "dcat:Dataset",
        "dct:identifier": kind,
        "dct:title": _in_all_languages(TITLES[kind]),
        "dct:description": _in_all_languages(HOLDINGS[kind]),
        "dcat:distribution": [_distribution(kind, form, one, edition) for form in one.formats],
    }


def _distribution(kind: ExportKind, form: str, one: Export, edition: Edition) -> Linked:
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": f"{edition.address}/api/v1/exports/{kind}.{form}"},
        "dcat:mediaType": {"@id": MEDIA + MEDIA_TYPES[form].partition(";")[0]},
        "dct:license": {"@id": edition.licence_of(one.rights)["path"]},
    }


def _in_all_languages(text: str) -> list[Linked]:
    return [{"@value": translate(text, language), "@language": language} for language in LANGUAGES]
