"""Every table, gathered so that the migrations see the whole schema."""

from models.account import Account
from models.account_session import AccountSession
from models.answered import Answered
from models.api_token import ApiToken
from models.application import Application, ApplicationPartner
from models.attachment import Attachment
from models.audit import AuditEvent
from models.bounce import Bounce
from models.catalogue import Catalogue, ForeignRecord
from models.change import Change
from models.community import Community
from models.contribution import Contribution, ContributionReport
from models.cost_share import CostShare
from models.country import Country
from models.cursor import Cursor
from models.decision import Decision
from models.delivery import Delivery
from models.delivery_attempt import DeliveryAttempt
from models.deployment import Deployment
from models.digest import Digest
from models.document import Document, DocumentText, DocumentUse
from models.evaluation import Evaluation
from models.event import Event
from models.event_delegation import EventDelegation, EventPost, EventWish
from models.exchange import Exchange, ExchangeParticipant
from models.expert import Expert
from models.hold import Hold
from models.lease import Lease
from models.letter import Letter
from models.match import Match
from models.match_note import MatchNote
from models.match_run import MatchRun
from models.match_run_chunk import MatchRunChunk
from models.mechanism import Mechanism
from models.meeting import EventPlan, Meeting
from models.membership import Membership
from models.milestone import Milestone
from models.need_question import NeedQuestion
from models.offer import Offer
from models.one_time_link import OneTimeLink
from models.organization import MergedOrganization, Organization
from models.practice import Practice
from models.priority import Priority
from models.project import Project
from models.proposal_call import ProposalCall
from models.request import Request
from models.roster import Placement, Roster
from models.search_text import SearchText
from models.second_factor import RecoveryCode, SecondFactor
from models.shown import Shown
from models.snapshot import Snapshot
from models.statement import Statement
from models.support import Support
from models.tagging import Tagging
from models.tally import Tally
from models.webhook import Telling, Webhook
from models.weekly_run import WeeklyRun
from models.weight_table import WeightTable
from models.window_rule import WindowRule

__all__ = [
    "Account",
    "AccountSession",
    "Answered",
    "ApiToken",
    "Application",
    "ApplicationPartner",
    "Attachment",
    "AuditEvent",
    "Bounce",
    "Catalogue",
    "Change",
    "Community",
    "Contribution",
    "ContributionReport",
    "CostShare",
    "Country",
    "Cursor",
    "Decision",
    "Delivery",
    "DeliveryAttempt",
    "Deployment",
    "Digest",
    "Document",
    "DocumentText",
    "DocumentUse",
    "Evaluation",
    "Event",
    "EventDelegation",
    "EventPlan",
    "EventPost",
    "EventWish",
    "Exchange",
    "ExchangeParticipant",
    "Expert",
    "ForeignRecord",
    "Hold",
    "Lease",
    "Letter",
    "Match",
    "MatchNote",
    "MatchRun",
    "MatchRunChunk",
    "Mechanism",
    "Meeting",
    "Membership",
    "MergedOrganization",
    "Milestone",
    "NeedQuestion",
    "Offer",
    "OneTimeLink",
    "Organization",
    "Placement",
    "Practice",
    "Priority",
    "Project",
    "ProposalCall",
    "RecoveryCode",
    "Request",
    "Roster",
    "SearchText",
    "SecondFactor",
    "Shown",
    "Snapshot",
    "Statement",
    "Support",
    "Tagging",
    "Tally",
    "Telling",
    "Webhook",
    "WeeklyRun",
    "WeightTable",
    "WindowRule",
]
