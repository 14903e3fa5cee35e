"""Who looks after a match, when each side said what, and the notes between them.

Why: matches are reviewed, chosen, introduced and answered by people; reminders and lapses follow from these moments.
"""

import sqlalchemy as sa
from alembic import op

revision = "5d0e8a41c6b7"
down_revision = "5d0e8b7a41c6"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
MOMENTS = ("endorsed_at", "introduced_at", "requester_accepted_at", "provider_accepted_at")


def upgrade() -> None:
    op.create_table(
        "matchnote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("match", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["match"], ["match.id"], name=op.f("fk_matchnote_match_match")),
        sa.ForeignKeyConstraint(["account"], ["account.email"], name=op.f("fk_matchnote_account_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matchnote")),
    )
    op.create_index(op.f("ix_matchnote_match"), "matchnote", ["match"])
    with op.batch_alter_table("match") as table:
        table.add_column(sa.Column("assigned_to", sa.String(), nullable=True))
        for name in MOMENTS:
            table.add_column(sa.Column(name, MOMENT, nullable=True))
        table.add_column(sa.Column("reminded_days", sa.Integer(), nullable=False, server_default="0"))
        table.create_foreign_key(op.f("fk_match_assigned_to_account"), "account", ["assigned_to"], ["email"])
        table.create_index(op.f("ix_match_assigned_to"), ["assigned_to"])
    with op.batch_alter_table("decision") as table:
        table.add_column(sa.Column("role", sa.String(), nullable=True))
        table.add_column(sa.Column("state_before", sa.String(), nullable=True))
        table.add_column(sa.Column("undone_at", MOMENT, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("decision") as table:
        for name in ("undone_at", "state_before", "role"):
            table.drop_column(name)
    with op.batch_alter_table("match") as table:
        table.drop_index(op.f("ix_match_assigned_to"))
        table.drop_constraint(op.f("fk_match_assigned_to_account"), type_="foreignkey")
        for name in ("reminded_days", *MOMENTS, "assigned_to"):
            table.drop_column(name)
    op.drop_table("matchnote")
