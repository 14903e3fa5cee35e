"""order of matches

Why: the queue and the lists of matches go by state and moment or score; with 100,000 matches each page sorted all.
Every ranking asks for the versions of all published offers, which an index answers alone.
"""

from alembic import op

revision = "00e9bf4c6aca"
down_revision = "b1d7e3f05a42"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("match") as batch:
        batch.drop_index("ix_match_state")
        batch.create_index("ix_match_queue", ["state", "proposed_at", "id"])
        batch.create_index("ix_match_best", ["state", "score", "id"])
        batch.create_index("ix_match_request_state", ["request", "state"])
    op.create_index("ix_offer_versions", "offer", ["state", "id", "version"])


def downgrade() -> None:
    op.drop_index("ix_offer_versions", "offer")
    with op.batch_alter_table("match") as batch:
        batch.drop_index("ix_match_request_state")
        batch.drop_index("ix_match_best")
        batch.drop_index("ix_match_queue")
        batch.create_index("ix_match_state", ["state"])
