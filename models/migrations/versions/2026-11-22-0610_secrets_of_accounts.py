"""How accounts prove who they are: one-time links, second factors, recovery codes; and what limits attempts.

Why: people are invited by mail, set their own passwords, add a second factor, and nobody may guess any of these.
"""

import sqlalchemy as sa
from alembic import op

revision = "a41c7f20b9d6"
down_revision = "e81f4b6a20d9"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "onetimelink",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.email"], name=op.f("fk_onetimelink_account_account")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_onetimelink")),
    )
    op.create_index(op.f("ix_onetimelink_account"), "onetimelink", ["account"])
    op.create_table(
        "secondfactor",
        sa.Column("account", sa.String(length=254), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.email"], name=op.f("fk_secondfactor_account_account")),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_secondfactor")),
    )
    op.create_table(
        "recoverycode",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.email"], name=op.f("fk_recoverycode_account_account")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_recoverycode")),
    )
    op.create_index(op.f("ix_recoverycode_account"), "recoverycode", ["account"])
    op.create_table(
        "tally",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_tally")),
    )
    op.create_index(op.f("ix_tally_ends_at"), "tally", ["ends_at"])
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("invited_at", MOMENT, nullable=True))
    with op.batch_alter_table("accountsession") as table:
        table.add_column(sa.Column("awaits_second_factor", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("accountsession") as table:
        table.drop_column("awaits_second_factor")
    with op.batch_alter_table("account") as table:
        table.drop_column("invited_at")
    for name in ("tally", "recoverycode", "secondfactor", "onetimelink"):
        op.drop_table(name)
