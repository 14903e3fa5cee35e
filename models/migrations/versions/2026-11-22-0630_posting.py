"""Posting: who may read a post, when silence publishes it, joint and sub-national requests, and attachments.

Why: posts are written as drafts, reviewed within five working days and kept alive by those whose they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "5d0e8b7a41c6"
down_revision = "a41c7f20b9d6"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
POSTS = ("request", "offer")


def upgrade() -> None:
    for post in POSTS:
        with op.batch_alter_table(post) as table:
            table.add_column(sa.Column("visibility", sa.String(), nullable=False, server_default="public"))
            table.add_column(sa.Column("territory", sa.String(length=8), nullable=True))
            table.add_column(sa.Column("posted_by", sa.String(), nullable=True))
            table.add_column(sa.Column("submitted_at", MOMENT, nullable=True))
            table.add_column(sa.Column("silence_ends_at", MOMENT, nullable=True))
            table.add_column(sa.Column("objection", sa.String(), nullable=True))
            table.add_column(sa.Column("objection_note", sa.String(), nullable=True))
            table.add_column(sa.Column("revised_at", MOMENT, nullable=True))
            table.add_column(sa.Column("closed_at", MOMENT, nullable=True))
            table.create_foreign_key(op.f(f"fk_{post}_posted_by_organization"), "organization", ["posted_by"], ["id"])
        op.create_index(op.f(f"ix_{post}_posted_by"), post, ["posted_by"])
        op.create_index(op.f(f"ix_{post}_silence_ends_at"), post, ["silence_ends_at"])
    with op.batch_alter_table("request") as table:
        table.add_column(sa.Column("with_countries", sa.JSON(none_as_null=True), nullable=False, server_default="[]"))
        table.add_column(sa.Column("starts_by", sa.Date(), nullable=True))
        table.add_column(sa.Column("needed_by", sa.Date(), nullable=True))
        table.add_column(sa.Column("need_met", sa.String(), nullable=True))
    with op.batch_alter_table("organization") as table:
        table.add_column(sa.Column("territory", sa.String(length=8), nullable=True))
        table.add_column(sa.Column("trusted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("request", sa.String(), nullable=True),
        sa.Column("offer", sa.String(), nullable=True),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["request"], ["request.id"], name=op.f("fk_attachment_request_request")),
        sa.ForeignKeyConstraint(["offer"], ["offer.id"], name=op.f("fk_attachment_offer_offer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    for column in ("request", "offer", "digest"):
        op.create_index(op.f(f"ix_attachment_{column}"), "attachment", [column])


def downgrade() -> None:
    op.drop_table("attachment")
    with op.batch_alter_table("organization") as table:
        table.drop_column("trusted")
        table.drop_column("territory")
    with op.batch_alter_table("request") as table:
        for column in ("need_met", "needed_by", "starts_by", "with_countries"):
            table.drop_column(column)
    for post in POSTS:
        op.drop_index(op.f(f"ix_{post}_silence_ends_at"), table_name=post)
        op.drop_index(op.f(f"ix_{post}_posted_by"), table_name=post)
        with op.batch_alter_table(post) as table:
            table.drop_constraint(op.f(f"fk_{post}_posted_by_organization"), type_="foreignkey")
            for column in (
                "closed_at",
                "revised_at",
                "objection_note",
                "objection",
                "silence_ends_at",
                "submitted_at",
                "posted_by",
                "territory",
                "visibility",
            ):
                table.drop_column(column)
