"""The life of an exchange: states, plans, costs, evaluations, both sides' records, and practices drawn from it.

Why: exchanges were records of the past; now they begin with an accepted match and are followed to their outcome. Those
that stand in the table are completed.
"""

import sqlalchemy as sa
from alembic import op

revision = "9e4d2b7a6c31"
down_revision = "e5b7a2c94d18"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    _followed()
    _planned()
    _judged()


def _followed() -> None:
    for column in (
        sa.Column("state", sa.String(), nullable=False, server_default="completed"),
        sa.Column("match", sa.Integer(), sa.ForeignKey("match.id"), nullable=True),
        sa.Column("shown_in_full", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("midterm_on", sa.Date(), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("agreed_at", MOMENT, nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=True),
        sa.Column("cancel_note", sa.String(), nullable=True),
        sa.Column("midterm_asked_at", MOMENT, nullable=True),
        sa.Column("final_asked_at", MOMENT, nullable=True),
    ):
        op.add_column("exchange", column, inline_references=True)
    op.create_index(op.f("ix_exchange_state"), "exchange", ["state"])
    op.create_index(op.f("ix_exchange_ended_on"), "exchange", ["ended_on"])
    op.create_index(op.f("ix_exchange_match"), "exchange", ["match"], unique=True)
    op.add_column("exchangeparticipant", sa.Column("accepted", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("exchangeparticipant", sa.Column("agreed_at", MOMENT, nullable=True))
    state = sa.Column("state", sa.String(), nullable=False, server_default="published")
    drawn_from = sa.Column("exchange", sa.String(), sa.ForeignKey("exchange.id"), nullable=True)
    op.add_column("practice", state)
    op.add_column("practice", drawn_from, inline_references=True)
    op.create_index(op.f("ix_practice_state"), "practice", ["state"])
    op.create_index(op.f("ix_practice_exchange"), "practice", ["exchange"], unique=True)


def _planned() -> None:
    op.create_table(
        "milestone",
        *_part("milestone"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
    )
    op.create_table(
        "deployment",
        *_part("deployment"),
        sa.Column("expert", sa.String(), nullable=False),
        *_organization("deployment"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("shares", JSON, nullable=False),
    )
    op.create_table(
        "costshare",
        *_part("costshare"),
        *_organization("costshare"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
    )
    for table in ("milestone", "deployment", "costshare"):
        op.create_index(op.f(f"ix_{table}_exchange"), table, ["exchange"])


def _judged() -> None:
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exchange", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        *_organization("evaluation"),
        sa.Column("account", sa.String(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("relevance", "delivery", "results")),
        sa.Column("sustainability", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("would_recommend", sa.Boolean(), nullable=False),
        sa.Column("need_met", sa.String(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.ForeignKeyConstraint(["exchange"], ["exchange.id"], name=op.f("fk_evaluation_exchange_exchange")),
        sa.ForeignKeyConstraint(["account"], ["account.email"], name=op.f("fk_evaluation_account_account")),
        sa.UniqueConstraint(
            "exchange", "stage", "organization", name=op.f("uq_evaluation_exchange_stage_organization")
        ),
    )
    op.create_index(op.f("ix_evaluation_exchange"), "evaluation", ["exchange"])
    op.create_table(
        "statement",
        sa.Column("exchange", sa.String(length=80), nullable=False),
        sa.Column("organization", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("modality", sa.String(), nullable=True),
        sa.Column("sectors", JSON, nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.PrimaryKeyConstraint("exchange", "organization", name=op.f("pk_statement")),
        sa.ForeignKeyConstraint(["exchange"], ["exchange.id"], name=op.f("fk_statement_exchange_exchange")),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_statement_organization_organization")
        ),
    )
    op.create_table(
        "needquestion",
        sa.Column("request", sa.String(length=80), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("request", name=op.f("pk_needquestion")),
        sa.ForeignKeyConstraint(["request"], ["request.id"], name=op.f("fk_needquestion_request_request")),
        sa.ForeignKeyConstraint(["account"], ["account.email"], name=op.f("fk_needquestion_account_account")),
    )


def _part(table: str) -> list[sa.schema.SchemaItem]:
    """What every part of a plan has."""
    return [
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("exchange", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["exchange"], ["exchange.id"], name=op.f(f"fk_{table}_exchange_exchange")),
    ]


def _organization(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("organization", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f(f"fk_{table}_organization_organization")
        ),
    ]


def downgrade() -> None:
    for table in ("needquestion", "statement", "evaluation", "costshare", "deployment", "milestone"):
        op.drop_table(table)
    with op.batch_alter_table("practice") as batch:
        batch.drop_index(op.f("ix_practice_exchange"))
        batch.drop_index(op.f("ix_practice_state"))
        batch.drop_column("exchange")
        batch.drop_column("state")
    with op.batch_alter_table("exchangeparticipant") as batch:
        batch.drop_column("agreed_at")
        batch.drop_column("accepted")
    op.drop_index(op.f("ix_exchange_match"), "exchange")
    op.drop_index(op.f("ix_exchange_ended_on"), "exchange")
    op.drop_index(op.f("ix_exchange_state"), "exchange")
    for column in (
        "final_asked_at",
        "midterm_asked_at",
        "cancel_note",
        "cancel_reason",
        "ended_on",
        "started_on",
        "agreed_at",
        "opened_at",
        "midterm_on",
        "ends_on",
        "starts_on",
        "shown_in_full",
        "match",
        "state",
    ):
        op.drop_column("exchange", column)
