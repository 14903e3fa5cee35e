"""Learned weight tables.

Why: the ranking learns from decisions; each proposed table is kept with what it was learned from, who promoted it and
what it replaced. The unique index lets one table be active at most.
"""

import sqlalchemy as sa
from alembic import op

revision = "42d442818363"
down_revision = "1fc1f31e3334"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "weighttable",
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("rows", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("calibration", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("manifest", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("report", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("replaced", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("promoted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("promoted_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["replaced"], ["weighttable.version"], name=op.f("fk_weighttable_replaced_weighttable")
        ),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_weighttable")),
    )
    with op.batch_alter_table("weighttable", schema=None) as batch_op:
        batch_op.create_index(
            "ix_weighttable_one_active",
            ["state"],
            unique=True,
            sqlite_where=sa.text("state = 'active'"),
            postgresql_where=sa.text("state = 'active'"),
        )


def downgrade() -> None:
    op.drop_table("weighttable")
