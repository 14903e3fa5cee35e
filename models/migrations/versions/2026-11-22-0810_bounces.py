"""Bounces, and addresses that get no mail because of them.

Why: a mail server that sends on and on to addresses that do not exist is soon taken for a spammer's.
"""

import sqlalchemy as sa
from alembic import op

revision = "b1d7e3f05a42"
down_revision = "9e4d2b7a6c31"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("account", sa.Column("mail_stopped", sa.String(20), nullable=True))
    op.add_column("account", sa.Column("mail_stopped_at", MOMENT, nullable=True))
    op.add_column("delivery", sa.Column("bounce_word", sa.String(32), nullable=True))
    with op.batch_alter_table("delivery") as batch:
        batch.create_unique_constraint(op.f("uq_delivery_bounce_word"), ["bounce_word"])
    op.create_index(op.f("ix_deliveryattempt_at"), "deliveryattempt", ["at"])
    op.create_table(
        "bounce",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("delivery", sa.Integer(), sa.ForeignKey("delivery.id"), nullable=False),
        sa.Column("account", sa.String(), sa.ForeignKey("account.email"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("hard", sa.Boolean(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.UniqueConstraint("delivery", "hard", name=op.f("uq_bounce_delivery_hard")),
    )
    op.create_index(op.f("ix_bounce_account"), "bounce", ["account"])


def downgrade() -> None:
    op.drop_table("bounce")
    op.drop_index(op.f("ix_deliveryattempt_at"), "deliveryattempt")
    with op.batch_alter_table("delivery") as batch:
        batch.drop_constraint(op.f("uq_delivery_bounce_word"), type_="unique")
        batch.drop_column("bounce_word")
    op.drop_column("account", "mail_stopped_at")
    op.drop_column("account", "mail_stopped")
