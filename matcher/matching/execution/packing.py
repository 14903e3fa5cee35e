"""Rankings as compressed JSON, as they travel between processes and wait in the database."""

import json
import zlib
from collections.abc import Iterable

from scoring import Ranking
from scoring.explanation import from_data


def pack(rankings: Iterable[Ranking]) -> bytes:
    """Some rankings, numbers to six decimals; about 8 kB each at twenty places."""
    data = [
        {"request": one.request, "places": [place.as_data() for place in one.places], "kept_out": one.kept_out}
        for one in rankings
    ]
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def unpack(packed: bytes) -> list[Ranking]:
    """Reads back what `pack` wrote."""
    data = json.loads(zlib.decompress(packed))
    return [Ranking(one["request"], tuple(map(from_data, one["places"])), one["kept_out"]) for one in data]
