"""Tokens by number, and by a key that means the same in every process."""

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from scoring.compiled.growing import Growing

Keys = NDArray[np.uint64]
Numbers = NDArray[np.int32]

KEY_BYTES = 8


def key_of(token: str) -> int:
    """The key of a token, or of an identifier: 64 bits of its BLAKE2b digest. Among ten million two meet by chance once
    in 370,000 vocabularies."""
    written = token.encode(errors="surrogatepass")
    return int.from_bytes(blake2b(written, digest_size=KEY_BYTES).digest(), "little")


class Tokens(dict[str, int]):
    """Numbers tokens in the order in which they are met; `names` are the tokens by number."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        super().__init__()
        self.names: list[str] = []
        self._keys = Growing(np.uint64)
        for token in known:
            self[token]

    def __missing__(self, token: str) -> int:
        number = self[token] = len(self)
        self.names.append(token)
        self._keys.extend(np.array([key_of(token)], dtype=np.uint64))
        return number

    @property
    def keys_by_number(self) -> Keys:
        """The key of each token, by number."""
        return self._keys.array


class Vocabulary:
    """The tokens of a collection, numbered by the order of their keys; those that are added later stand after them.

    Vocabularies that follow each other share what they hold; each knows the tokens that it had from the start.
    """

    def __init__(self, keys: Keys, later: dict[int, int] | None = None) -> None:
        self.keys = keys
        self._later = {} if later is None else later
        self._size = len(keys) + len(self._later)

    def __len__(self) -> int:
        return self._size

    @classmethod
    def of(cls, tokens: Tokens, used: Numbers) -> "Vocabulary":
        """The vocabulary of the tokens in use."""
        return cls(np.unique(tokens.keys_by_number[used]))

    def places(self, keys: Keys) -> Numbers:
        """The number of each token here; -1 for a stranger."""
        if not len(self.keys):
            found = np.full(len(keys), -1, dtype=np.int32)
        else:
            near = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
            found = np.where(self.keys[near] == keys, near, -1).astype(np.int32)
        if len(self) > len(self.keys):
            for place in np.flatnonzero(found < 0):
                number = self._later.get(int(keys[place]), -1)
                found[place] = number if number < len(self) else -1
        return found

    def and_then(self, keys: Keys) -> "Vocabulary":
        """These tokens, and after them those of the given ones that are strangers here."""
        later = self._later
        if len(self.keys) + len(later) != len(self):
            later = {key: number for key, number in later.items() if number < len(self)}
        for key in keys[self.places(keys) < 0].tolist():
            later.setdefault(key, len(self.keys) + len(later))
        return Vocabulary(self.keys, later)
