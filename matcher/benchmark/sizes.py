"""How much memory a thing takes."""

import gc
import sys
from collections.abc import Iterable
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import numpy as np

MEBIBYTE = 2**20
SHARED = (type, ModuleType, FunctionType, BuiltinFunctionType)
"""Code is no part of what was built."""


def mebibytes(thing: object, *, but: Iterable[object] = ()) -> float:
    """The memory of everything that a thing leads to, each part once, without code and without some parts."""
    seen = {id(one) for one in but}
    waiting: list[Any] = [thing]
    total = 0
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, SHARED):
            continue
        seen.add(id(one))
        total += sys.getsizeof(one)
        waiting.extend(gc.get_referents(one))
        if isinstance(one, np.ndarray) and one.base is not None:
            waiting.append(one.base)
    return total / MEBIBYTE
