"""Applications to calls with their partners, and calls and communities that are archived.

Why: what countries bring to a call, and what came of it, was on record nowhere; calls and communities came from files
alone and could only be deleted. New tables, and a moment in two known ones.
"""

import sqlalchemy as sa
from alembic import op

revision = "4043048b8135"
down_revision = "5d0c3f8a7e21"
branch_labels = None
depends_on = None

ARCHIVED = ("community", "proposalcall")


def upgrade() -> None:
    _application()
    _partner()
    for table in ARCHIVED:
        op.add_column(table, sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))


def _application() -> None:
    refers = {"call": "proposalcall.id", "country": "country.code", "exchange": "exchange.id"}
    refers |= {"organization": "organization.id", "request": "request.id"}
    op.create_table(
        "application",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("request", sa.String(), nullable=True),
        sa.Column("exchange", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("amount_asked", sa.BigInteger(), nullable=True),
        sa.Column("amount_granted", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        *(_key("application", column, there) for column, there in refers.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
    )
    for column in (*refers, "decided_at", "state"):
        op.create_index(op.f(f"ix_application_{column}"), "application", [column])


def _partner() -> None:
    refers = {"application": "application.id", "country": "country.code", "organization": "organization.id"}
    op.create_table(
        "applicationpartner",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        *(_key("applicationpartner", column, there) for column, there in refers.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicationpartner")),
        sa.UniqueConstraint("application", "country", name=op.f("uq_applicationpartner_application_country")),
    )
    for column in refers:
        op.create_index(op.f(f"ix_applicationpartner_{column}"), "applicationpartner", [column])


def _key(table: str, column: str, there: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{there.partition('.')[0]}"
    return sa.ForeignKeyConstraint([column], [there], name=op.f(name))


def downgrade() -> None:
    for table in ARCHIVED:
        op.drop_column(table, "archived_at")
    op.drop_table("applicationpartner")
    op.drop_table("application")
