"""Why this match, compared, why not, and what if: what the ranking says of a request, on pages for everybody."""

import re
from html import unescape
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from models.database import reading
from models.match import Match
from models.match_run import MatchRun
from scoring.features import FEATURES
from tests.api.conftest import HIDDEN
from tests.statements import counted

REQUEST = "req-slv-residuos-solidos"
BARS = re.compile(r'<rect class="(\w+)" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"')


def suggested(engine: Engine) -> list[str]:
    with reading(engine) as session:
        rows = session.exec(select(Match).where(Match.request == REQUEST).order_by(Match.rank)).all()  # type: ignore[arg-type]
    return [one.offer for one in rows]


def page(client: TestClient, path: str, **asked: str | list[str]) -> str:
    answer = client.get(f"/requests/{REQUEST}{path}", params={"lang": "en"} | asked)
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def first_pair(engine: Engine) -> str:
    return f"/offers/{suggested(engine)[0]}"


def numbers(html: str) -> list[float]:
    return [float(one) for one in re.findall(r"<td class=\"figure\">(?:<strong>)?(-?\d\.\d{6})", html)]


def test_the_waterfall_adds_up_to_the_score(client: TestClient, library: Engine) -> None:
    html = page(client, first_pair(library))
    drawing = html.split("<svg")[1].split("</svg>")[0]
    bars = [(tone, float(x), float(width)) for tone, x, width in BARS.findall(drawing)]
    shown = [float(one) for one in re.findall(r'text-anchor="end">(\d\.\d{6})', drawing)]
    summed = re.search(r"<tfoot>.*?<td>(\d\.\d{6})</td>", html, re.DOTALL)

    assert summed is not None
    assert (bars[-1][0], bars[-1][1:]) == ("sum", (0.0, 340.0))
    assert round(sum(shown[:-1]), 6) == shown[-1] == float(summed[1])
    assert all(abs(x + width - after) < 0.6 for (_, x, width), (_, after, _) in pairwise(bars[:-1]))
    assert shown[:-1] == sorted(shown[:-1], reverse=True)
    assert "<title" in drawing
    assert "<desc" in drawing


def test_every_finding_has_a_short_name(client: TestClient, library: Engine) -> None:
    table = page(client, first_pair(library)).split('<table class="parts">')[1]
    names = re.findall(r'<th scope="row"><strong>([^<]+)</strong>', table)

    with_encoder = {"alike_meaning"}
    assert len(set(names)) == len(names) == len(FEATURES.keys() - with_encoder)


def test_the_words_in_which_both_meet_are_marked_in_both(client: TestClient, library: Engine) -> None:
    html = page(client, first_pair(library))
    request, offer = html.split('<div class="pair">')[1].split("</div>")[0].split("<section>")[1:]

    marked = [set(" ".join(re.findall("<mark>([^<]+)</mark>", one)).casefold().split()) for one in (request, offer)]
    assert "sólidos" in marked[0] & marked[1]


def test_it_says_what_the_api_says(client: TestClient, library: Engine) -> None:
    html = page(client, first_pair(library))
    told = client.get(f"/api/v1/requests/{REQUEST}{first_pair(library)}", params={"lang": "en"}).json()

    assert told["why"] in html
    assert f"Place {told['place']} of {told['candidates']}" in html
    for one in told["third_partners"]:
        assert one["name"] in html
    for one in told["would_raise"]:
        assert one["meaning"] in html
    for part in told["explanation"]["contributions"]:
        for past in part["evidence"].get("exchanges", ()):
            assert f"/exchanges/{past['id']}" in html


def test_two_providers_are_compared_by_ticking_them(client: TestClient, library: Engine) -> None:
    chooser = page(client, "/compare")
    offered = re.findall(r'name="offer" value="([^"]+)"', chooser)
    assert offered == suggested(library)

    html = page(client, "/compare", offer=[offered[1], offered[0]])
    first, second = (client.get(f"/api/v1/requests/{REQUEST}/offers/{one}").json() for one in offered[:2])
    articles = html.split("<article>")[1:]
    assert [f"/offers/{one}" in article for one, article in zip(offered, articles, strict=False)] == [True, True]
    rows = [numbers(row) for row in html.split("<tbody>")[1].split("</tbody>")[0].split("</tr>")[:-1]]
    assert all(round(max(a, b) - min(a, b), 6) == difference for a, b, difference in rows)
    assert [row[2] for row in rows] == sorted((row[2] for row in rows), reverse=True)
    sums = [round(sum(row[column] for row in rows), 6) for column in (0, 1)]
    assert sums == [first["explanation"]["score"], second["explanation"]["score"]]
    assert html.count(" checked>") == 2


def test_up_to_four_are_compared_and_no_more(client: TestClient, library: Engine) -> None:
    best = suggested(library)

    assert page(client, "/compare", offer=best[:4]).count("<article>") == 4
    answer = client.get(f"/requests/{REQUEST}/compare", params={"offer": best[:5], "lang": "en"})
    assert answer.status_code == 422
    assert page(client, "/compare", offer=best[:1]).count("<article>") == 0


@pytest.mark.parametrize("path", ["/compare", "/why-not", "/what-if"])
def test_what_is_hidden_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(f"/requests/a-draft{path}").status_code == 404
    assert client.get(f"/requests/nothing{path}").status_code == 404


def test_a_hidden_offer_is_neither_compared_nor_found(client: TestClient, library: Engine) -> None:
    compared = client.get(f"/requests/{REQUEST}/compare", params={"offer": [suggested(library)[0], "a-draft"]})

    assert compared.status_code == 404
    assert client.get(f"/requests/{REQUEST}/why-not", params={"offer": "a-draft"}).status_code == 404
    assert "Try one word" in page(client, "/why-not", words=HIDDEN)


def test_an_offer_that_is_missed_is_found_by_who_offers_it(client: TestClient, library: Engine) -> None:
    assert "Offers found" not in page(client, "/why-not")
    found = page(client, "/why-not", words="medellín")
    links = re.findall(r'href="(\?[^"]*offer=[^"]+)" aria-label="([^"]+)"', found)
    assert len(links) > 0
    assert len({label for _, label in links}) == len(links)

    reply = unescape(client.get(f"/requests/{REQUEST}/why-not{links[-1][0]}").text)
    assert "By score it has place" in reply
    assert 'value="medellín"' in reply
    assert "Medell" in reply.split("<article>")[1]


def test_a_gate_is_the_answer_where_one_is_closed(client: TestClient) -> None:
    links = re.findall(r'href="(\?[^"]*offer=[^"]+)"', page(client, "/why-not", words="El Salvador"))
    replies = [unescape(client.get(f"/requests/{REQUEST}/why-not{one}").text) for one in links]

    assert any("The provider is in the requester's own country" in one for one in replies)


def test_a_suggested_offer_says_its_place_and_words_that_nobody_has_say_so(client: TestClient, library: Engine) -> None:
    assert "Suggested at place 1" in page(client, "/why-not", offer=suggested(library)[0])
    assert "Try one word" in page(client, "/why-not", words="xyzzy plugh")


def places(html: str) -> list[tuple[str, ...]]:
    """The rows of what if: (would be, is, offer), or (is, offer) where nothing is tried."""
    rows = html.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0].split("</tr>")[:-1]
    return [
        (*re.findall(r'<td class="figure">([^<]+)</td>', row), *re.findall(r'/offers/([^"?]+)', row)) for row in rows
    ]


def test_what_if_shows_the_ranking_as_it_is_first(client: TestClient) -> None:
    asked = client.get(f"/api/v1/requests/{REQUEST}").json()
    fields = ("title", "text", "language", "organization", "country", "sectors", "modalities")
    need = {name: asked[name] for name in (*fields, "working_languages", "sdgs")}
    ranked = client.post("/api/v1/rank", json=need | {"k": 10}).json()["places"]

    assert places(page(client, "/what-if")) == [(str(one["rank"]), one["offer"]["id"]) for one in ranked]


def test_other_weights_and_tags_move_it_and_nothing_is_saved(client: TestClient, library: Engine) -> None:
    with reading(library) as session:
        runs = len(session.exec(select(MatchRun)).all())
    before = places(page(client, "/what-if"))

    as_it_is = places(page(client, "/what-if", text="1", sector=""))
    assert as_it_is == before
    reweighed = places(page(client, "/what-if", text="0", network="4"))
    assert [one[0] for one in reweighed[:10]] == [str(place) for place in range(1, 11)]
    assert {(one[1], one[2]) for one in reweighed if one[1] != "–"} >= set(before)
    assert [one[2] for one in reweighed[:10]] != [one[1] for one in before]
    retagged = page(client, "/what-if", sector="health")
    assert "new among the first" in retagged
    assert re.search(r'<option value="health" selected>', retagged)
    assert places(page(client, "/what-if")) == before
    with reading(library) as session:
        assert len(session.exec(select(MatchRun)).all()) == runs


def test_twice_of_everything_changes_nothing(client: TestClient) -> None:
    families = ("text", "tags", "context", "record", "network", "practice")
    html = page(client, "/what-if", **dict.fromkeys(families, "2"))

    assert all(one[0] == one[1] for one in places(html))
    assert html.count("unmoved") == 10


def test_where_nothing_counts_there_is_no_order(client: TestClient) -> None:
    families = ("text", "tags", "context", "record", "network", "practice")
    asked = {"lang": "en"} | dict.fromkeys(families, "0")
    answer = client.get(f"/requests/{REQUEST}/what-if", params=asked)

    assert (answer.status_code, 'role="alert"' in answer.text, "<tbody>" in answer.text) == (422, True, False)
    assert answer.text.count('<option value="0" selected>') == 6


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
@pytest.mark.parametrize("path", ["/compare", "/why-not?words=agua", "/what-if?text=2"])
def test_they_are_whole_in_each_language(client: TestClient, path: str, language: str) -> None:
    answer = client.get(f"/requests/{REQUEST}{path}", headers={"accept-language": language})

    assert (answer.status_code, f'<html lang="{language}" dir="ltr">' in answer.text) == (200, True)


@pytest.mark.long
def test_their_queries_do_not_grow_with_what_they_show(client: TestClient, library: Engine) -> None:
    best = suggested(library)
    engine = client.app.state.settings.engine  # type: ignore[attr-defined]

    def asked(path: str, **query: str | list[str]) -> int:
        page(client, path, **query)
        with counted(engine) as statements:
            page(client, path, **query)
        return len(statements)

    assert asked("/compare", offer=best[:2]) == asked("/compare", offer=best[:4])
    assert asked("/why-not", words="residuos sólidos") == asked("/why-not", words="a")
    assert asked("/what-if") == asked("/what-if", text="0", sector="health")
