"""marks of change

Why: each ranking and each page about a match counted the versions of all published offers to know whether one of them
had changed, 10 ms with 100,000 of them; now what changes leaves a mark, and whoever asks looks at the few there are.
"""

import sqlalchemy as sa
from alembic import op

revision = "8a51d0c7e6f4"
down_revision = "f1c93b7d58a2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "mark", name=op.f("pk_change")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("change")
