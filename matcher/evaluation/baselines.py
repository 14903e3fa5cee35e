"""What a team could pick instead, as yardsticks: BM25, TF-IDF, popularity and chance."""

from collections import Counter
from collections.abc import Callable

import bm25s
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from matcher.evaluation.directory import Collection
from scoring.arrays import Floats
from scoring.text.words import WORD

SEED = 20261121

Ranker = Callable[[str, str], Floats]
"""(request identifier, its text) -> one score an offer."""


def _tokens(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def bm25(collection: Collection) -> Ranker:
    """BM25 over lower-cased words (bm25s, Lucene's variant, k1 1.5, b 0.75)."""
    engine = bm25s.BM25()
    engine.index([_tokens(offer.words) or [""] for offer in collection.offers], show_progress=False)

    def scores(request: str, text: str) -> Floats:  # noqa: ARG001
        known = [token for token in _tokens(text) if token in engine.vocab_dict]
        return np.asarray(engine.get_scores(known), dtype=float) if known else np.zeros(len(collection.offers))

    return scores


def tfidf(collection: Collection) -> Ranker:
    """TF-IDF over character 3- to 5-grams within words (scikit-learn), cosine."""
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    try:
        columns = vectorizer.fit_transform([offer.words for offer in collection.offers]).T.tocsr()
    except ValueError:  # scikit-learn's "empty vocabulary": no offer has a text
        return lambda request, text: np.zeros(len(collection.offers))  # noqa: ARG005

    def scores(request: str, text: str) -> Floats:  # noqa: ARG001
        return np.asarray((vectorizer.transform([text]) @ columns).toarray().ravel(), dtype=float)

    return scores


def popularity(collection: Collection) -> Ranker:
    """How often the offer's organization, else its country, provided in the history."""
    organizations = Counter(exchange.provider for exchange in collection.exchanges if exchange.provider)
    countries = Counter(exchange.provider_country for exchange in collection.exchanges if exchange.provider_country)
    counts = np.array(
        [organizations[one.organization or ""] + countries[one.country or ""] for one in collection.offers],
        dtype=np.float64,
    )

    def scores(request: str, text: str) -> Floats:  # noqa: ARG001
        return counts

    return scores


def chance(collection: Collection) -> Ranker:
    """A seeded shuffle."""
    generator = np.random.default_rng(SEED)

    def scores(request: str, text: str) -> Floats:  # noqa: ARG001
        return generator.random(len(collection.offers))

    return scores


BASELINES: dict[str, Callable[[Collection], Ranker]] = {
    "bm25": bm25,
    "tfidf": tfidf,
    "popularity": popularity,
    "random": chance,
}
