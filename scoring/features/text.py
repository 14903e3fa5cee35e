"""Text evidence: what the request and the offer say."""

from scoring.arrays import Floats
from scoring.features import found_in_text
from scoring.features.bent import Bent, as_they_are, levelled
from scoring.features.feature import Family, Feature
from scoring.query import Query

FEW_WORDS = 12
"""A request of so many words is half trusted to tell a situation: a title surrounds what it does not mean."""
OUTRIGHT = 1.75
"""Power that keeps a few chance meanings from adding up: only texts that share many stand out."""
SHARED_WORDS = "the texts share words ({words})"


def shared_words(query: Query) -> Bent:
    """Both texts use the same words, rare words counting more; offers in other languages are lifted to the same
    level."""
    return levelled(query, query.index.text.like("words", query.need.rows))


def similar_spelling(query: Query) -> Bent:
    """Parts of words are alike: related languages and slips of the pen meet here."""
    return levelled(query, query.index.text.like("runs", query.need.rows))


def shared_meanings(query: Query) -> Bent:
    """Both texts use words of the same meaning, in whatever language, rare ones counting more."""
    return levelled(query, query.index.text.like("meanings", query.need.rows), OUTRIGHT)


def shared_concepts(query: Query) -> Bent:
    """Both speak of the same concepts of development work, in whatever language; a single vague one counts little."""
    return as_they_are(query, _where_named(query, "concepts"))


def kindred_situations(query: Query) -> Bent:
    """The words of both texts, of daily life on one side and of offices on the other, go with the same concepts, or
    with a problem and what addresses it."""
    told = int(query.need.rows.told[0])
    return as_they_are(query, query.index.text.like("situations", query.need.rows), share=told / (told + FEW_WORDS))


def addressed_problems(query: Query) -> Bent:
    """The offer names solutions to the problems that the request tells of, by the links of the lexicon."""
    return as_they_are(query, _where_named(query, "problems"), power=0.5)


def alike_meaning(query: Query) -> Bent:
    """A sentence encoder finds that the texts mean much the same; offers in other languages are lifted to the same
    level."""
    if query.index.encoded is None:
        return as_they_are(query, query.index.nothing)
    return levelled(query, query.index.encoded.compare(query.request.words))


def _where_named(query: Query, view: str) -> Floats:
    """Likenesses by what the request names; unknown where it names nothing."""
    rows = query.need.rows
    return query.index.text.like(view, rows) if rows.named.nnz else query.index.nothing


TOLD = "the request tells of {problems}, which {solutions} addresses"

FEATURES = (
    Feature(shared_words, Family.TEXT, "text", SHARED_WORDS, found_in_text.common_words),
    Feature(similar_spelling, Family.TEXT, "text", SHARED_WORDS, found_in_text.alike_words),
    Feature(
        shared_meanings,
        Family.TEXT,
        "text",
        "they use words of the same meaning ({pairs})",
        found_in_text.same_meanings,
    ),
    Feature(shared_concepts, Family.TEXT, "text", "both speak of {concepts}", found_in_text.common_concepts),
    Feature(
        kindred_situations, Family.TEXT, "text", "the words of both go with {concepts}", found_in_text.meeting_concepts
    ),
    Feature(addressed_problems, Family.TEXT, "text", TOLD, found_in_text.problems_and_solutions),
    Feature(alike_meaning, Family.TEXT, "text", "the texts as a whole mean much the same"),
)
