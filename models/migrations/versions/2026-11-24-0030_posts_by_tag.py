"""posts by tag

Why: with 100,000 posts a list of the offers of a sector that few name read them all, for 120 ms; now each tag of a post
is a row of its own, which `upgrade` adds for the posts that there are. And whoever builds the digest of a country with
many posts asked each of them whether the country's window has its say on it, for 30 ms; few have a moment for that.
"""

import sqlalchemy as sa
from alembic import op

revision = "f1c93b7d58a2"
down_revision = "e4a7c2160b9d"
branch_labels = None
depends_on = None

POSTS = ("offer", "request")
MOMENTS = ("window_until", "submitted_at")


def upgrade() -> None:
    op.create_table(
        "tagging",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("tag", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("kind", "tag", "key", name=op.f("pk_tagging")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tagging_of", "tagging", ["kind", "key"])
    for table in POSTS:
        for moment in MOMENTS:
            known = sa.text(f"{moment} IS NOT NULL")
            columns = ["country", moment]
            op.create_index(f"ix_{table}_{moment}", table, columns, sqlite_where=known, postgresql_where=known)


def downgrade() -> None:
    for table in POSTS:
        for moment in MOMENTS:
            op.drop_index(f"ix_{table}_{moment}", table)
    op.drop_index("ix_tagging_of", "tagging")
    op.drop_table("tagging")
