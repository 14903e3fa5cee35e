"""words of posts

Why: with 100,000 posts a search for a word that few hold read every text. The words of each row stand folded in a table
of their own, which other kinds of text can use too, with an index of the groups of three letters in them.
On SQLite it is an FTS5 table without positions, since whether a text holds the words is looked up in the text itself;
three triggers keep it in step. On PostgreSQL it is an index of the extension `pg_trgm`, which comes with the server;
where the role may not create it, a search reads the folded words instead. `upgrade` fills the table for the posts that
there are.
Whose digest is looked at is read for him alone, which begins with the offers of his side: their best matches are
found by state and score.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import DBAPIError

revision = "8b1f63d0c2a7"
down_revision = "7a1e0c94d2f6"
branch_labels = None
depends_on = None

TRIGRAMS = (
    "CREATE VIRTUAL TABLE searchtext_trigrams USING fts5"
    "(words, content='searchtext', content_rowid='id', detail=none, tokenize='trigram case_sensitive 1')"
)
ADD = "INSERT INTO searchtext_trigrams (rowid, words) VALUES (new.id, new.words);"
REMOVE = "INSERT INTO searchtext_trigrams (searchtext_trigrams, rowid, words) VALUES ('delete', old.id, old.words);"
TRIGGERS = {"insert": ADD, "delete": REMOVE, "update": REMOVE + " " + ADD}
EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm"


def upgrade() -> None:
    op.drop_index("ix_match_offer", "match")
    op.create_index("ix_match_offer_state", "match", ["offer", "state", "score"])
    op.create_table(
        "searchtext",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_searchtext")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_searchtext_kind_key")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _index_on_postgresql()
    else:
        _index_on_sqlite()


def _index_on_sqlite() -> None:
    op.execute("DROP TABLE IF EXISTS searchtext_trigrams")  # left by a database that a restore has emptied
    op.execute(TRIGRAMS)
    for change, statements in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER searchtext_{change} AFTER {change} ON searchtext BEGIN {statements} END")


def _index_on_postgresql() -> None:
    try:
        with op.get_bind().begin_nested():
            op.execute(EXTENSION)
    except DBAPIError:
        return
    op.execute("CREATE INDEX ix_searchtext_trigrams ON searchtext USING gin (words gin_trgm_ops)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE searchtext_trigrams")
    op.drop_table("searchtext")
    op.drop_index("ix_match_offer_state", "match")
    op.create_index("ix_match_offer", "match", ["offer"])
