"""TF-IDF as a product of sparse matrices, by scikit-learn and by sparse_dot_topn."""

from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from matcher.benchmark.engine import DEPTH
from matcher.benchmark.peers.shared import TOKEN, function_words, package
from matcher.benchmark.sizes import mebibytes


class Tfidf:
    """TF-IDF over words by scikit-learn: cosine with every text by a product of sparse matrices."""

    batch = 1

    def build(self, texts: Iterable[str]) -> None:
        """Keeps the transposed matrix, in 32-bit numbers."""
        self._reader = TfidfVectorizer(dtype=np.float32, stop_words=function_words(), token_pattern=TOKEN.pattern)
        self._columns = self._reader.fit_transform(texts).T.tocsr()

    def search(self, texts: Sequence[str]) -> list[list[int]]:
        """The largest of the products that are not zero."""
        return [self._find(text) for text in texts]

    def _find(self, text: str) -> list[int]:
        found = self._reader.transform([text]) @ self._columns
        count = min(DEPTH, found.nnz)
        if count == 0:
            return []
        best = np.argpartition(-found.data, count - 1)[:count]
        ordered = best[np.argsort(-found.data[best])]
        return list(found.indices[ordered].tolist())

    def mebibytes(self) -> float:
        """The matrix and the vocabulary."""
        return mebibytes((self._columns, self._reader))


class SparseDotTopn(Tfidf):
    """The same TF-IDF by sparse_dot_topn, which keeps only the best products; made for many texts at once."""

    batch = 50

    def __init__(self) -> None:
        """Raises BadInputError without the package."""
        self._multiply = package("sparse_dot_topn", "sparse-dot-topn").sp_matmul_topn

    def search(self, texts: Sequence[str]) -> list[list[int]]:
        """One product for all texts."""
        read = self._reader.transform(texts)
        found = self._multiply(read, self._columns, top_n=DEPTH, sort=True, n_threads=1)
        return [found.indices[start:end].tolist() for start, end in zip(found.indptr, found.indptr[1:], strict=False)]
