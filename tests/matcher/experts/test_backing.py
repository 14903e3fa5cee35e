"""An expert's offer is ranked with all others by the same features, names the expert, and rests with him."""

from datetime import date

import pytest
from sqlalchemy import Engine

from matcher.errors import ConflictError, NotFoundError
from matcher.experts.backing import back, stop_backing
from matcher.experts.finding import experts_backing
from matcher.experts.keeping import edit_expert
from matcher.matching.ranking import rank_live
from matcher.posting.drafting import delete_draft
from matcher.posting.visibility import case_of
from models.database import writing
from models.expert import Expert
from models.expert_schemas import BackingPost, Consent, ExpertUpdate
from models.match import Match
from models.offer import Offer
from tests import builders
from tests.conftest import NOW
from tests.exchanging import PROVIDER, RECIPIENT, who
from tests.matched import put, suggest
from tests.matcher.experts.people import consenting, newest_link, say

TODAY = NOW.date()
OWN = BackingPost(offer="off-agua", own=True)


def test_an_offer_that_an_expert_backs_is_ranked_as_before_and_names_him(small: Engine) -> None:
    with writing(small) as session:
        row, before = consenting(session), rank_live(session, as_of=TODAY)
        wanted = BackingPost(offer="off-agua")
        back(session, who(session, PROVIDER), row.id, wanted, version=row.version, now=NOW)
        after = rank_live(session, as_of=TODAY)

        assert after.rankings == before.rankings
        assert [one.id for one in experts_backing(session, ["off-agua", "off-otra"])["off-agua"]] == [row.id]
        stop_backing(session, who(session, PROVIDER), row.id, "off-agua", version=row.version, now=NOW)
        assert experts_backing(session, ["off-agua"]) == {}


def test_the_own_offer_leaves_the_ranking_with_its_matches_when_consent_is_withdrawn(small: Engine) -> None:
    with writing(small) as session:
        row, match = consenting(session), suggest(session)
        back(session, who(session, PROVIDER), row.id, OWN, version=row.version, now=NOW)
        say(session, newest_link(session), Consent.WITHDRAWN)

        assert session.get_one(Offer, "off-agua").state == "withdrawn"
        assert session.get_one(Match, match.id).state == "superseded"
        assert experts_backing(session, ["off-agua"]) == {}


def test_the_own_offer_lasts_no_longer_than_the_availability(small: Engine) -> None:
    until = date(2027, 1, 31)
    with writing(small) as session:
        row, keeper = consenting(session), who(session, PROVIDER)
        back(session, keeper, row.id, OWN, version=row.version, now=NOW)
        edit_expert(session, keeper, row.id, ExpertUpdate(available_until=until), version=row.version, now=NOW)

        assert session.get_one(Offer, "off-agua").expires_on == until


def test_only_who_may_change_both_ties_them_and_an_own_offer_is_one_experts(small: Engine) -> None:
    with writing(small) as session:
        row, keeper = consenting(session), who(session, PROVIDER)
        put(session, builders.offer("off-abc"), builders.expert("exp-otra", email="ana@example.org"))
        with pytest.raises(NotFoundError):
            back(session, who(session, RECIPIENT), "exp-otra", OWN, version=1, now=NOW)
        with pytest.raises(Exception, match="may not"):
            back(session, keeper, row.id, BackingPost(offer="off-abc"), version=row.version, now=NOW)
        back(session, keeper, row.id, OWN, version=row.version, now=NOW)
        with pytest.raises(ConflictError):
            back(session, keeper, "exp-otra", OWN, version=1, now=NOW)


def test_a_draft_that_is_deleted_is_backed_by_nobody(small: Engine) -> None:
    with writing(small) as session:
        row, keeper = consenting(session), who(session, PROVIDER)
        put(session, builders.offer("off-borrador", organization="sabesp-bra", state="draft"))
        wanted = BackingPost(offer="off-borrador", own=True)
        back(session, keeper, row.id, wanted, version=row.version, now=NOW)
        draft = session.get_one(Offer, "off-borrador")
        delete_draft(session, keeper, case_of(session, draft), version=draft.version, now=NOW)

        again = session.get_one(Expert, row.id)
        assert (again.offers, again.own_offer) == ([], None)
