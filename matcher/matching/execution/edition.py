"""Which code ranks: half a run must not be finished by another version, nor by a cluster that has one."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import scoring
from models import taxonomy

LIBRARIES = ("networkx", "numpy", "scipy", "scikit-learn")
READ = {".csv", ".py"}


@cache
def code_edition() -> str:
    """64 hexadecimal digits that change with the code and data of the ranking and the libraries that it counts by."""
    digest = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in LIBRARIES).encode())
    for package in (scoring, taxonomy):
        folder = Path(str(package.__file__)).parent
        for path in sorted(folder.rglob("*")):
            if path.suffix in READ:
                digest.update(f"{path.relative_to(folder).as_posix()} {path.stat().st_size}\n".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
