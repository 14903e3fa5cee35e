"""practices told whole, and a library

Why: a practice is copied elsewhere only where one knows what it costs, what it needs and whom to ask; and it is read
only where it stands in the reader's language. Documents prove it: the library keeps them, and their texts are searched.
"""

import sqlalchemy as sa
from alembic import op

revision = "8f3b61d0c2a7"
down_revision = "c1a7e04b92d6"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TEXTS = ("context", "evidence", "cost", "transfer", "contact", "note")
LISTS = ("figures", "links")
USED_BY = ("practice", "offer", "exchange")


def upgrade() -> None:
    for name in TEXTS:
        op.add_column("practice", sa.Column(name, sa.String(), nullable=True))
    for name in LISTS:
        op.add_column("practice", sa.Column(name, sa.JSON(none_as_null=True), nullable=False, server_default="[]"))
    op.add_column("practice", sa.Column("contact_visibility", sa.String(), nullable=False, server_default="members"))
    first = sa.Column(
        "translation_of",
        sa.String(),
        sa.ForeignKey("practice.id", name=op.f("fk_practice_translation_of_practice")),
        nullable=True,
    )
    writer = sa.Column(
        "written_by",
        sa.String(),
        sa.ForeignKey("organization.id", name=op.f("fk_practice_written_by_organization")),
        nullable=True,
    )
    for column in (first, writer):
        op.add_column("practice", column, inline_references=True)
    for name in ("submitted_at", "published_at"):
        op.add_column("practice", sa.Column(name, MOMENT, nullable=True))
    op.create_index("ix_practice_version_in", "practice", ["translation_of", "language"], unique=True)
    op.create_index(op.f("ix_practice_written_by"), "practice", ["written_by"])
    _library()


def _library() -> None:
    op.create_table(
        "document",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("authors", sa.String(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("licence", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("sectors", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sdgs", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=True),
        sa.Column("media_type", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("text_state", sa.String(), nullable=False),
        sa.Column("text_problem", sa.String(), nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_document_organization_organization")
        ),
        sa.ForeignKeyConstraint(["country"], ["country.code"], name=op.f("fk_document_country_country")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    for name in ("organization", "country", "digest", "text_state"):
        op.create_index(op.f(f"ix_document_{name}"), "document", [name])
    op.create_table(
        "documenttext",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["document.id"], name=op.f("fk_documenttext_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documenttext")),
    )
    _uses()


def _uses() -> None:
    op.create_table(
        "documentuse",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=True) for name in USED_BY),
        sa.Column("added_at", MOMENT, nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{name}.id"], name=op.f(f"fk_documentuse_{name}_{name}"))
            for name in ("document", *USED_BY)
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documentuse")),
    )
    for name in ("document", *USED_BY):
        op.create_index(op.f(f"ix_documentuse_{name}"), "documentuse", [name])


def downgrade() -> None:
    for table in ("documentuse", "documenttext", "document"):
        op.drop_table(table)
    with op.batch_alter_table("practice") as batch:
        batch.drop_index(op.f("ix_practice_written_by"))
        batch.drop_index("ix_practice_version_in")
        for name in ("published_at", "submitted_at", "written_by", "translation_of", "contact_visibility"):
            batch.drop_column(name)
        for name in (*LISTS, *TEXTS):
            batch.drop_column(name)
