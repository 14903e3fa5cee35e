"""A match remembers its place by score beside the place that people see.

Why: since exposure is balanced between offers of nearly the same score the two may differ, and a reader of a match must
see both. Rows of earlier runs keep none: their one place is the place by score.
"""

import sqlalchemy as sa
from alembic import op

revision = "1fc1f31e3334"
down_revision = "77fdb2fefe26"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("match", sa.Column("rank_by_score", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("match", "rank_by_score")
