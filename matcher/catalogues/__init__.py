"""Catalogues of other platforms: their records come in by file, keep where they came from, and are entered once."""
