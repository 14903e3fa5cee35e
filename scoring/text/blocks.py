"""Blocks of targets under one view: many by token, or a few as they came."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from scoring.arrays import Floats, Sparse
from scoring.compiled.comparing_kernel import add_up, add_up_rows, damp
from scoring.compiled.growing import Growing
from scoring.compiled.rows_kernel import weights_at
from scoring.text import weighing

BLOCK = 1 << 16
"""Targets of a block: 16 bits tell them apart, and what is added up stays in the processor's cache."""


@dataclass(frozen=True)
class Asked:
    """A request's text under one view: tokens, by their numbers in the collection, with their weights."""

    tokens: NDArray[np.int32]
    weights: Floats

    @property
    def square(self) -> float:
        """The squared length."""
        return float(self.weights @ self.weights)


class Block(Protocol):
    """Targets of one view."""

    def __len__(self) -> int:
        """How many targets it holds."""

    def compare(self, asked: Asked, found: Floats, *, damped: bool) -> None:
        """Adds the likeness to each target to a row of zeros."""

    def weights_in(self, target: int, tokens: NDArray[np.int32]) -> Floats:
        """The weight of each token in a target."""


@dataclass(frozen=True)
class Postings:
    """A block of targets by token: which hold it, and its weight in each. `squares` are the targets' lengths,
    squared."""

    ends: NDArray[np.int64]
    targets: NDArray[np.uint16]
    weights: NDArray[np.float32]
    squares: Floats

    def __len__(self) -> int:
        return len(self.squares)

    @staticmethod
    def needed(targets: int) -> int:
        """How many blocks hold so many targets."""
        return -(-targets // BLOCK)

    @classmethod
    def of(cls, rows: csr_matrix) -> "Postings":
        """The postings of at most BLOCK weighed rows."""
        columns = rows.astype(np.float32).tocsc()
        return cls(
            columns.indptr.astype(np.int64), columns.indices.astype(np.uint16), columns.data, weighing.squares(rows)
        )

    def compare(self, asked: Asked, found: Floats, *, damped: bool) -> None:
        """Adds the likeness to each target to a row of zeros."""
        add_up(asked.tokens, asked.weights, self.ends, self.targets, self.weights, found)
        if damped:
            damp(found, asked.square, self.squares)

    def weights_in(self, target: int, tokens: NDArray[np.int32]) -> Floats:
        """The weight of each token in a target."""
        return np.asarray(weights_at(tokens, target, self.ends, self.targets, self.weights))


class Rows:
    """A few targets that came later, one row each. Blocks that follow each other share what they hold, so only the
    last of them grows; what follows another one starts with a copy."""

    def __init__(self, ends: Growing, tokens: Growing, weights: Growing, squares: Growing) -> None:
        self._shared = ends, tokens, weights, squares
        self._ends, self._tokens, self._weights, self._squares = (one.array for one in self._shared)

    @classmethod
    def nothing(cls) -> "Rows":
        """No rows."""
        ends = Growing(np.int64)
        ends.extend([0])
        return cls(ends, Growing(np.int32), Growing(np.float32), Growing(np.float64))

    def __len__(self) -> int:
        return len(self._squares)

    def and_then(self, rows: Sparse) -> "Rows":
        """These rows and others after them."""
        ends, tokens, weights, squares = self._shared
        if len(ends) != len(self._ends):
            ends, tokens = Growing.of(self._ends), Growing.of(self._tokens)
            weights, squares = Growing.of(self._weights), Growing.of(self._squares)
        ends.extend(self._ends[-1] + rows.indptr[1:])
        tokens.extend(rows.indices)
        weights.extend(rows.data)
        squares.extend(weighing.squares(rows))
        return Rows(ends, tokens, weights, squares)

    def compare(self, asked: Asked, found: Floats, *, damped: bool) -> None:
        """Adds the likeness to each target to a row of zeros."""
        add_up_rows(asked.tokens, asked.weights, self._ends, self._tokens, self._weights, found)
        if damped:
            damp(found, asked.square, self._squares)

    def weights_in(self, target: int, tokens: NDArray[np.int32]) -> Floats:
        """The weight of each token in a target."""
        start, end = self._ends[target : target + 2]
        known = dict(zip(self._tokens[start:end].tolist(), self._weights[start:end].tolist(), strict=True))
        return np.array([known.get(token, 0.0) for token in tokens.tolist()])
