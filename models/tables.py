"""Every table, gathered so that the migrations see the whole schema."""

from models.account import Account
from models.account_session import AccountSession
from models.answered import Answered
from models.api_token import ApiToken
from models.audit import AuditEvent
from models.country import Country
from models.cursor import Cursor
from models.decision import Decision
from models.delivery import Delivery
from models.delivery_attempt import DeliveryAttempt
from models.digest import Digest
from models.exchange import Exchange, ExchangeParticipant
from models.hold import Hold
from models.lease import Lease
from models.letter import Letter
from models.match import Match
from models.match_run import MatchRun
from models.match_run_chunk import MatchRunChunk
from models.mechanism import Mechanism
from models.offer import Offer
from models.organization import Organization
from models.practice import Practice
from models.request import Request
from models.shown import Shown
from models.snapshot import Snapshot
from models.support import Support
from models.weekly_run import WeeklyRun
from models.weight_table import WeightTable

__all__ = [
    "Account",
    "AccountSession",
    "Answered",
    "ApiToken",
    "AuditEvent",
    "Country",
    "Cursor",
    "Decision",
    "Delivery",
    "DeliveryAttempt",
    "Digest",
    "Exchange",
    "ExchangeParticipant",
    "Hold",
    "Lease",
    "Letter",
    "Match",
    "MatchRun",
    "MatchRunChunk",
    "Mechanism",
    "Offer",
    "Organization",
    "Practice",
    "Request",
    "Shown",
    "Snapshot",
    "Support",
    "WeeklyRun",
    "WeightTable",
]
