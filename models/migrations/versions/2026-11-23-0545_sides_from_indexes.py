"""sides from indexes

Why: what a digest and a desk tell of one side asks eight times for the matches of all posts of an organization and its
country. Reading thousands of posts for their states, and of matches a moment and a place beside some kilobytes of
explanation, took half of the time. The few requests of several countries were looked for among all.
"""

import sqlalchemy as sa
from alembic import op

revision = "e4a7c2160b9d"
down_revision = "b7d04e91c3f5"
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
POSTS = ("offer", "request")
IS_JOINT = sa.text("CAST(with_countries AS VARCHAR) != '[]'")


def upgrade() -> None:
    op.create_index("ix_match_of_request", "match", ["request", "state", "score", *FIGURES])
    op.drop_index("ix_match_request_state", "match")
    op.drop_index("ix_match_of_offer", "match")
    op.create_index("ix_match_of_offer", "match", ["offer", "state", "score", *FIGURES, "request"])
    op.create_index("ix_request_joint", "request", ["id"], sqlite_where=IS_JOINT, postgresql_where=IS_JOINT)
    for table in POSTS:
        for side in ("organization", "country"):
            op.create_index(f"ix_{table}_of_{side}", table, [side, "state", "id"])
            op.drop_index(f"ix_{table}_{side}", table)


def downgrade() -> None:
    for table in POSTS:
        for side in ("organization", "country"):
            op.create_index(f"ix_{table}_{side}", table, [side])
            op.drop_index(f"ix_{table}_of_{side}", table)
    op.drop_index("ix_request_joint", "request")
    op.drop_index("ix_match_of_offer", "match")
    op.create_index("ix_match_of_offer", "match", ["offer", "state", "score", *FIGURES])
    op.create_index("ix_match_request_state", "match", ["request", "state"])
    op.drop_index("ix_match_of_request", "match")
