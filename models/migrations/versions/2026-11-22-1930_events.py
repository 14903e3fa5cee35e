"""Events: fairs, workshops and visits with their delegations, what these bring and wish, meetings and plans.

Why: demands are collected at workshops and met at fairs; what was agreed there was lost. New tables only.
"""

import sqlalchemy as sa
from alembic import op

revision = "1af7a6bf1614"
down_revision = "7c1be0a94d52"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _event()
    _delegation()
    _plan()
    _post()
    _wish()
    _meeting()


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("known_to", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("sectors", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("interpreted", sa.Boolean(), nullable=False),
        sa.Column("countries", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("agreements", sa.Integer(), nullable=True),
        sa.Column("results", sa.String(), nullable=True),
        sa.Column("day_begins", sa.String(), nullable=False),
        sa.Column("day_ends", sa.String(), nullable=False),
        sa.Column("breaks", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("meeting_minutes", sa.Integer(), nullable=False),
        sa.Column("pause_minutes", sa.Integer(), nullable=False),
        sa.Column("tables", sa.Integer(), nullable=False),
        sa.Column("most_meetings", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("source_document", sa.String(), nullable=True),
        sa.Column("source_section", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["country"], ["country.code"], name=op.f("fk_event_country_country")),
        sa.ForeignKeyConstraint(["organization"], ["organization.id"], name=op.f("fk_event_organization_organization")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_country"), "event", ["country"])
    op.create_index(op.f("ix_event_organization"), "event", ["organization"])
    op.create_index(op.f("ix_event_starts_on"), "event", ["starts_on"])
    op.create_index(op.f("ix_event_state"), "event", ["state"])


def _delegation() -> None:
    op.create_table(
        "eventdelegation",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("at_once", sa.Integer(), nullable=False),
        sa.Column("most_meetings", sa.Integer(), nullable=True),
        sa.Column("arrives_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_eventdelegation_event_event")),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_eventdelegation_organization_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eventdelegation")),
        sa.UniqueConstraint("event", "organization", name=op.f("uq_eventdelegation_event_organization")),
    )
    op.create_index(op.f("ix_eventdelegation_event"), "eventdelegation", ["event"])
    op.create_index(op.f("ix_eventdelegation_organization"), "eventdelegation", ["organization"])


def _plan() -> None:
    op.create_table(
        "eventplan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meetings", sa.Integer(), nullable=False),
        sa.Column("worth", sa.Integer(), nullable=False),
        sa.Column("possible", sa.Integer(), nullable=False),
        sa.Column("alone", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("unmet", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("moved", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_eventplan_event_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eventplan")),
    )
    op.create_index(op.f("ix_eventplan_event"), "eventplan", ["event"])


def _post() -> None:
    op.create_table(
        "eventpost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("delegation", sa.String(), nullable=False),
        sa.Column("request", sa.String(), nullable=True),
        sa.Column("offer", sa.String(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation"], ["eventdelegation.id"], name=op.f("fk_eventpost_delegation_eventdelegation")
        ),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_eventpost_event_event")),
        sa.ForeignKeyConstraint(["offer"], ["offer.id"], name=op.f("fk_eventpost_offer_offer")),
        sa.ForeignKeyConstraint(["request"], ["request.id"], name=op.f("fk_eventpost_request_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eventpost")),
        sa.UniqueConstraint("event", "offer", name=op.f("uq_eventpost_event_offer")),
        sa.UniqueConstraint("event", "request", name=op.f("uq_eventpost_event_request")),
    )
    op.create_index(op.f("ix_eventpost_delegation"), "eventpost", ["delegation"])
    op.create_index(op.f("ix_eventpost_offer"), "eventpost", ["offer"])
    op.create_index(op.f("ix_eventpost_request"), "eventpost", ["request"])


def _wish() -> None:
    op.create_table(
        "eventwish",
        sa.Column("delegation", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation"], ["eventdelegation.id"], name=op.f("fk_eventwish_delegation_eventdelegation")
        ),
        sa.ForeignKeyConstraint(["other"], ["eventdelegation.id"], name=op.f("fk_eventwish_other_eventdelegation")),
        sa.PrimaryKeyConstraint("delegation", "other", name=op.f("pk_eventwish")),
    )
    op.create_index(op.f("ix_eventwish_other"), "eventwish", ["other"])


def _meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("first", sa.String(), nullable=False),
        sa.Column("second", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("wishes", sa.Integer(), nullable=False),
        sa.Column("topics", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("explanation", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("exchange", sa.String(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name=op.f("fk_meeting_event_event")),
        sa.ForeignKeyConstraint(["exchange"], ["exchange.id"], name=op.f("fk_meeting_exchange_exchange")),
        sa.ForeignKeyConstraint(["first"], ["eventdelegation.id"], name=op.f("fk_meeting_first_eventdelegation")),
        sa.ForeignKeyConstraint(["second"], ["eventdelegation.id"], name=op.f("fk_meeting_second_eventdelegation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("event", "first", "second", name=op.f("uq_meeting_event_first_second")),
    )
    op.create_index(op.f("ix_meeting_exchange"), "meeting", ["exchange"], unique=True)
    op.create_index(op.f("ix_meeting_first"), "meeting", ["first"])
    op.create_index(op.f("ix_meeting_second"), "meeting", ["second"])


def downgrade() -> None:
    for table in ("meeting", "eventwish", "eventpost", "eventplan", "eventdelegation", "event"):
        op.drop_table(table)
