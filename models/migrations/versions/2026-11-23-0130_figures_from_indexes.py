"""figures from indexes

Why: views over all matches read the moments and places of 200,000 rows, each beside some kilobytes of explanation, and
took two seconds; from an index they are read in a tenth of that. Whether anything has changed since a view was last
answered is told by the sum of the versions, which is read from an index likewise.
"""

from alembic import op

revision = "b7d04e91c3f5"
down_revision = "c81e5d20f7a4"
branch_labels = None
depends_on = None

FIGURES = (
    "rank",
    "version",
    "proposed_at",
    "endorsed_at",
    "introduced_at",
    "requester_accepted_at",
    "provider_accepted_at",
)
VERSIONED = ("exchange", "organization", "request")


def upgrade() -> None:
    op.create_index("ix_match_of_offer", "match", ["offer", "state", "score", *FIGURES])
    op.drop_index("ix_match_offer_state", "match")
    for table in VERSIONED:
        op.create_index(f"ix_{table}_versions", table, ["version"])


def downgrade() -> None:
    for table in VERSIONED:
        op.drop_index(f"ix_{table}_versions", table)
    op.create_index("ix_match_offer_state", "match", ["offer", "state", "score"])
    op.drop_index("ix_match_of_offer", "match")
