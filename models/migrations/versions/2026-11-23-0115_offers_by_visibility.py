"""offers by visibility

Why: with 100,000 posts "what if" read every offer to count those that the reader may not see.
"""

from alembic import op

revision = "c81e5d20f7a4"
down_revision = "4043048b8135"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_offer_visibility", "offer", ["state", "visibility"])


def downgrade() -> None:
    op.drop_index("ix_offer_visibility", "offer")
