"""Catalogues of other platforms and what of them is known here.

Why: offers, practices and past exchanges stand in other catalogues too; each record says from where it came and under
which licence, and one that was here before is not entered twice.
"""

import sqlalchemy as sa
from alembic import op

revision = "c1a7e04b92d6"
down_revision = "8b1f63d0c2a7"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "catalogue",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue")),
    )
    op.create_table(
        "foreignrecord",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("catalogue", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("foreign_id", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("brought", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("known_version", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["catalogue"], ["catalogue.id"], name=op.f("fk_foreignrecord_catalogue_catalogue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foreignrecord")),
        sa.UniqueConstraint("catalogue", "kind", "foreign_id", name=op.f("uq_foreignrecord_catalogue_kind_foreign_id")),
    )
    op.create_index(op.f("ix_foreignrecord_catalogue"), "foreignrecord", ["catalogue"])
    op.create_index("ix_foreignrecord_kind_key", "foreignrecord", ["kind", "key"])
