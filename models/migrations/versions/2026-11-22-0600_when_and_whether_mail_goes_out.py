"""When and whether mail goes out: each reader's weekday, holds, attempts, and words to unsubscribe by.

Why: a reader chooses the day and may end the digests; an administrator may pause them; after a restore nothing goes
out unasked; and what became of each attempt can be read.
"""

import sqlalchemy as sa
from alembic import op

revision = "e81f4b6a20d9"
down_revision = "c3a95d1e7f20"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "hold",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_hold")),
    )
    op.create_table(
        "deliveryattempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["delivery"], ["delivery.id"], name=op.f("fk_deliveryattempt_delivery_delivery")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveryattempt")),
    )
    op.create_index(op.f("ix_deliveryattempt_delivery"), "deliveryattempt", ["delivery"])
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("wants_digest", sa.Boolean(), nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("digest_weekday", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("digest") as table:
        table.add_column(sa.Column("unsubscribe", sa.String(length=64), nullable=True))
        table.create_unique_constraint(op.f("uq_digest_unsubscribe"), ["unsubscribe"])


def downgrade() -> None:
    with op.batch_alter_table("digest") as table:
        table.drop_constraint(op.f("uq_digest_unsubscribe"), type_="unique")
        table.drop_column("unsubscribe")
    with op.batch_alter_table("account") as table:
        table.drop_column("digest_weekday")
        table.drop_column("wants_digest")
    op.drop_table("deliveryattempt")
    op.drop_table("hold")
