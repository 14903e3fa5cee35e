"""Writes the history of the judged region: the fixtures' exchanges less those that answer a judged request."""

import json
from pathlib import Path

FIXTURES = Path("fixtures")
REGION = Path("tests/judged/region")


def held_back_history() -> str:
    """The lines of `exchanges.jsonl`."""
    judged = {line.split()[0] for line in (REGION / "qrels.txt").read_text().splitlines()}
    requests = [json.loads(line) for line in (FIXTURES / "requests.jsonl").read_text().splitlines()]
    answers = {answer for one in requests if one["id"] in judged for answer in one.get("answered_by", [])}
    lines = (FIXTURES / "exchanges.jsonl").read_text().splitlines(keepends=True)
    return "".join(line for line in lines if json.loads(line)["id"] not in answers)


if __name__ == "__main__":
    (REGION / "exchanges.jsonl").write_text(held_back_history())
