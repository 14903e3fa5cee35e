"""Webhooks with what they were told, and organizations that were merged into others.

Why: other programs want to know what happened without asking every minute; and the same organization comes in under
several names, so that one must become the other without losing what pointed to it.
"""

import sqlalchemy as sa
from alembic import op

revision = "e5b7a2c94d18"
down_revision = "5d0e8a41c6b7"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("organization") as table:
        table.add_column(sa.Column("website", sa.String(), nullable=True))
        table.add_column(sa.Column("contact", sa.String(), nullable=True))
    op.create_table(
        "mergedorganization",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("into", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("moved", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("merged_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["into"], ["organization.id"], name=op.f("fk_mergedorganization_into_organization")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mergedorganization")),
    )
    op.create_index(op.f("ix_mergedorganization_into"), "mergedorganization", ["into"])
    op.create_table(
        "webhook",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("events", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("sealed_secret", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("disabled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.email"], name=op.f("fk_webhook_account_account")),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_webhook_organization_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )
    op.create_index(op.f("ix_webhook_account"), "webhook", ["account"])
    op.create_index(op.f("ix_webhook_organization"), "webhook", ["organization"])
    op.create_table(
        "webhooktelling",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("webhook", sa.String(), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("claimed_until", MOMENT, nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("delivered_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["webhook"], ["webhook.id"], name=op.f("fk_webhooktelling_webhook_webhook")),
        sa.ForeignKeyConstraint(["event"], ["auditevent.id"], name=op.f("fk_webhooktelling_event_auditevent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooktelling")),
        sa.UniqueConstraint("webhook", "event", name=op.f("uq_webhooktelling_webhook_event")),
    )
    op.create_index(op.f("ix_webhooktelling_webhook"), "webhooktelling", ["webhook"])
    op.create_index(op.f("ix_webhooktelling_state"), "webhooktelling", ["state"])


def downgrade() -> None:
    for name in ("webhooktelling", "webhook", "mergedorganization"):
        op.drop_table(name)
    with op.batch_alter_table("organization") as table:
        table.drop_column("contact")
        table.drop_column("website")
