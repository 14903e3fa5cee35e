"""Chunks of a match run.

Why: a match run over everything may take hours. What it has ranked is kept as it goes, so that a run that was stopped
goes on where it stood.
"""

import sqlalchemy as sa
from alembic import op

revision = "7b1f0c9e52d4"
down_revision = "42d442818363"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "matchrunchunk",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("rankings", sa.LargeBinary(), nullable=False),
        sa.Column("ranked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_matchrunchunk")),
    )


def downgrade() -> None:
    op.drop_table("matchrunchunk")
