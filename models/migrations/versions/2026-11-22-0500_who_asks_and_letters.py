"""Who asks: passwords, sessions, tokens; what is answered once; letters beside digests; how far the trail was read.

Why: accounts sign in and act, programs repeat their calls, and the service writes mails other than digests.
"""

import sqlalchemy as sa
from alembic import op

revision = "c3a95d1e7f20"
down_revision = "7b1f0c9e52d4"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "accountsession",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("second_factor_at", MOMENT, nullable=True),
        sa.Column("client", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.email"], name=op.f("fk_accountsession_account_account")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_accountsession")),
    )
    op.create_index(op.f("ix_accountsession_account"), "accountsession", ["account"])
    op.create_table(
        "apitoken",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.email"], name=op.f("fk_apitoken_account_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_apitoken")),
        sa.UniqueConstraint("digest", name=op.f("uq_apitoken_digest")),
    )
    op.create_index(op.f("ix_apitoken_account"), "apitoken", ["account"])
    op.create_table(
        "answered",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_answered")),
    )
    op.create_index(op.f("ix_answered_answered_at"), "answered", ["answered_at"])
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("once", sa.String(length=200), nullable=True),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.email"], name=op.f("fk_letter_account_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("once", name=op.f("uq_letter_once")),
    )
    op.create_index(op.f("ix_letter_account"), "letter", ["account"])
    op.create_table(
        "cursor",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_cursor")),
    )
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("password_hash", sa.String(), nullable=True))
        table.add_column(sa.Column("confirmed_at", MOMENT, nullable=True))
        table.add_column(sa.Column("covers", sa.JSON(none_as_null=True), nullable=False, server_default="[]"))
        table.add_column(sa.Column("reminders", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("delivery") as table:
        table.alter_column("digest", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("letter", sa.Integer(), nullable=True))
        table.create_unique_constraint(op.f("uq_delivery_letter"), ["letter"])
        table.create_foreign_key(op.f("fk_delivery_letter_letter"), "letter", ["letter"], ["id"])


def downgrade() -> None:
    op.execute("DELETE FROM delivery WHERE digest IS NULL")
    with op.batch_alter_table("delivery") as table:
        table.drop_constraint(op.f("fk_delivery_letter_letter"), type_="foreignkey")
        table.drop_constraint(op.f("uq_delivery_letter"), type_="unique")
        table.drop_column("letter")
        table.alter_column("digest", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("account") as table:
        for column in ("reminders", "covers", "confirmed_at", "password_hash"):
            table.drop_column(column)
    for name in ("cursor", "letter", "answered", "apitoken", "accountsession"):
        op.drop_table(name)
