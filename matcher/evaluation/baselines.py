"""What a team could pick instead, as yardsticks: BM25 (two engines), TF-IDF, a sentence encoder, popularity, chance."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import bm25s
import numpy as np

from matcher.errors import BadInputError
from matcher.evaluation.directory import Collection
from scoring import Request
from scoring.arrays import Floats
from scoring.text.encoder import EncodedTexts, Encoder
from scoring.text.words import WORD

SEED = 20261121

Ranker = Callable[[Request], Floats]
"""One score an offer, in the order of the collection."""


def bm25(collection: Collection) -> Ranker:
    """BM25 over lower-cased words (bm25s, Lucene's variant, k1 1.5, b 0.75)."""
    engine = bm25s.BM25()
    engine.index([_tokens(offer.words) or [""] for offer in collection.offers], show_progress=False)

    def scores(request: Request) -> Floats:
        known = [token for token in _tokens(request.words) if token in engine.vocab_dict]
        return np.asarray(engine.get_scores(known), dtype=float) if known else np.zeros(len(collection.offers))

    return scores


def _tokens(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def tantivy(collection: Collection) -> Ranker:
    """BM25 of the search engine Tantivy with its default tokenizer (k1 1.2, b 0.75)."""
    engine = _package("tantivy")
    schema = engine.SchemaBuilder().add_text_field("words").add_integer_field("place", fast=True).build()
    index = engine.Index(schema)
    with index.writer(num_threads=1) as writer:
        for place, offer in enumerate(collection.offers):
            writer.add_document(engine.Document(words=offer.words, place=place))
    index.reload()
    searcher = index.searcher()

    def scores(request: Request) -> Floats:
        # Lower case and nothing but words: the query language's operators are capitals and signs.
        query = index.parse_query(" ".join(ALPHANUMERIC.findall(request.words.lower())), ["words"])
        hits = searcher.search(query, limit=len(collection.offers)).hits
        found = np.zeros(len(collection.offers))
        if hits:
            found[searcher.fast_field_values("place", [address for _, address in hits])] = [score for score, _ in hits]
        return found

    return scores


ALPHANUMERIC = re.compile(r"[^\W_]+")


def _package(name: str) -> Any:  # noqa: ANN401
    """A package that only this baseline needs. Raises BadInputError where it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        raise BadInputError("the baseline {name!r} needs a package more: pip install {name}", name=name) from None


def tfidf(collection: Collection) -> Ranker:
    """TF-IDF over character 3- to 5-grams within words (scikit-learn), cosine."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  (takes a second that only this needs)

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    try:
        columns = vectorizer.fit_transform([offer.words for offer in collection.offers]).T.tocsr()
    except ValueError:  # scikit-learn's "empty vocabulary": no offer has a text
        return lambda _: np.zeros(len(collection.offers))

    def scores(request: Request) -> Floats:
        return np.asarray((vectorizer.transform([request.words]) @ columns).toarray().ravel(), dtype=float)

    return scores


def popularity(collection: Collection) -> Ranker:
    """How often the offer's country provided in the history; exchanges of its own organization count once more."""
    organizations = Counter(exchange.provider for exchange in collection.exchanges if exchange.provider)
    countries = Counter(exchange.provider_country for exchange in collection.exchanges if exchange.provider_country)
    counts = np.array(
        [organizations[one.organization or ""] + countries[one.country or ""] for one in collection.offers],
        dtype=np.float64,
    )
    return lambda _: counts


def chance(collection: Collection) -> Ranker:
    """A seeded shuffle."""
    generator = np.random.default_rng(SEED)
    return lambda _: generator.random(len(collection.offers))


BASELINES: dict[str, Callable[[Collection], Ranker]] = {
    "bm25": bm25,
    "tantivy": tantivy,
    "tfidf": tfidf,
    "popularity": popularity,
    "random": chance,
}
"""Every baseline by name. One that needs a package which Sursur does not need asks `_package` for it."""

ENCODER = "encoder"
"""The one baseline that must be given what it ranks by."""


def check_names(names: Sequence[str], *, encoder: bool) -> None:
    """Raises BadInputError for a baseline that is not there, or for that of the encoder where there is none."""
    known = (*BASELINES, ENCODER)
    strange = [name for name in names if name not in known]
    if strange:
        raise BadInputError("no baseline {strange!r}; there are {names}", strange=strange[0], names=", ".join(known))
    if ENCODER in names and not encoder:
        raise BadInputError("the baseline {encoder!r} needs one: --encoder PATH", encoder=ENCODER)


def ranker(name: str, collection: Collection, encoder: Encoder | None = None) -> Ranker:
    """A baseline, ready to rank the collection. Raises BadInputError as `check_names` does."""
    check_names([name], encoder=encoder is not None)
    return BASELINES[name](collection) if encoder is None or name != ENCODER else by_encoder(collection, encoder)


def by_encoder(collection: Collection, encoder: Encoder) -> Ranker:
    """Cosine of what a sentence encoder makes of the texts; an empty one counts as 0."""
    targets = EncodedTexts(encoder, [offer.words for offer in collection.offers])
    return lambda request: np.nan_to_num(targets.compare(request.words))
