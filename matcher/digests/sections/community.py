"""What is new in the reader's communities: answers to its questions, questions, and what members ask and offer."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from matcher.digests.sections.items import TOLD_IN_FULL, Item
from matcher.digests.sections.reader import Reader
from matcher.digests.situation import Post, Situation
from matcher.policy.communities import moderates, takes_part
from models.contribution import Contribution
from models.membership import Circle
from models.practice import Practice
from models.request import Request

MOST_NEWS = 4
"""Items of the section: it is read last."""


def community(reader: Reader, situation: Situation) -> list[Item]:
    """At most four: what was reported where the reader keeps order, answers to its own questions, other questions, and
    the newest requests, offers and practices of members. Each is told once, of one community."""
    mine = [one for one in situation.circles if takes_part(reader.actor, one)]
    kept = [one for one in situation.circles if moderates(reader.actor, one)]
    said = chain(_reported(kept, situation), _answers(reader, mine, situation), _questions(reader, mine, situation))
    return list(islice(chain(said, _published(reader, mine, situation)), MOST_NEWS))


def _reported(kept: Iterable[Circle], situation: Situation) -> Iterator[Item]:
    circles = {one.id: one for one in kept}
    for row, question in situation.remarks:
        if row.id in situation.reported and row.community in circles:
            yield _remark("report", row, question, circles[row.community])


def _answers(reader: Reader, mine: Iterable[Circle], situation: Situation) -> Iterator[Item]:
    circles = {one.id: one for one in mine}
    for row, question in situation.remarks:
        to_reader = row is not question and question.account == reader.actor.email != row.account
        if to_reader and row.community in circles:
            yield _remark("answer", row, question, circles[row.community])


def _questions(reader: Reader, mine: Iterable[Circle], situation: Situation) -> Iterator[Item]:
    circles = {one.id: one for one in mine}
    for row, question in situation.remarks:
        if row is question and row.account != reader.actor.email and row.community in circles:
            yield _remark("question", row, question, circles[row.community])


def _remark(news: str, row: Contribution, question: Contribution, circle: Circle) -> Item:
    return _item(news, row.id, question.title, circle) | {"question": question.id}


def _published(reader: Reader, mine: Iterable[Circle], situation: Situation) -> Iterator[Item]:
    told = set[str]()
    for circle in mine:
        for thing in situation.news_of(circle):
            reserved = not isinstance(thing, Practice) and thing.visibility not in TOLD_IN_FULL
            if not reserved and thing.id not in told and not reader.actor.belongs_to(thing.organization):
                told.add(thing.id)
                yield _item(_kind(thing), thing.id, thing.title, circle)


def _kind(thing: Post | Practice) -> str:
    if isinstance(thing, Practice):
        return "practice"
    return "request" if isinstance(thing, Request) else "offer"


def _item(news: str, key: str, title: str, circle: Circle) -> Item:
    return {"news": news, "id": key, "title": title, "community": {"id": circle.id, "name": circle.community.name}}
