"""what stands still

Why: with 100,000 posts the list of what stands still sorted all that waits, and counting the requests that nobody
serves read every text.
The first index holds an expression (`models.match.waiting_since`): SQLite drops it silently where a later migration
rebuilds the table `match` in a batch, which must then make it anew.
"""

from alembic import op
from sqlalchemy import text

revision = "5d20c7a9e3b4"
down_revision = "00e9bf4c6aca"
branch_labels = None
depends_on = None

WAITS_SINCE = (
    "(CASE WHEN state = 'introduced' THEN coalesce(introduced_at, proposed_at)"
    " WHEN state = 'endorsed' THEN coalesce(endorsed_at, proposed_at) END)"
)


def upgrade() -> None:
    op.create_index("ix_match_waiting", "match", [text(WAITS_SINCE), "id"])
    op.create_index("ix_request_open", "request", ["id", "state", "expires_on", "country"])


def downgrade() -> None:
    op.drop_index("ix_request_open", "request")
    op.drop_index("ix_match_waiting", "match")
