"""Run by tests in a process of its own: edits a record many times, and merges by what a refusal tells."""

import json
import sys

import httpx2

BOTH = 412


def edit(client: httpx2.Client, path: str, words: list[str]) -> int:
    """Adds words to the text of a record, one by one; answers how often somebody else was faster."""
    stale = 0
    first = client.get(path).json()
    version, text = first["version"], first["text"]
    for word in words:
        answer = _sent(client, path, version, f"{text} {word}")
        while answer.status_code == BOTH:
            stale += 1
            both = answer.json()["versions"]
            assert both["sent"] == {"version": version, "text": f"{text} {word}"}, both
            version, text = both["stored"]["version"], both["stored"]["text"]
            answer = _sent(client, path, version, f"{text} {word}")
        assert answer.status_code == httpx2.codes.OK, answer.text
        version, text = answer.json()["version"], answer.json()["text"]
    return stale


def _sent(client: httpx2.Client, path: str, version: int, text: str) -> httpx2.Response:
    return client.patch(path, json={"text": text}, headers={"If-Match": f'"{version}"'})


if __name__ == "__main__":
    address, token, record, name, count = sys.argv[1:]
    with httpx2.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=120) as caller:
        print(json.dumps(edit(caller, record, [f"{name}-{number}" for number in range(int(count))])))
