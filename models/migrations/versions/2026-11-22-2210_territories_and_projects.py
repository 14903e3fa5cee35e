"""Territories, by which rule their country's window takes part, and their priorities; projects of several countries.

Why: a city or region spoke for its whole country, its priorities were not on record, and a portfolio of exchanges had
no page. Also the sectors of a focal point and the countries that a mechanism's video network connects.
"""

import sqlalchemy as sa
from alembic import op

revision = "5d0c3f8a7e21"
down_revision = "5e972f23658a"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LIST = sa.JSON(none_as_null=True)


def upgrade() -> None:
    _rule()
    _priority()
    _project()
    for name in ("request", "offer"):
        op.add_column(name, sa.Column("window_until", MOMENT, nullable=True))
    op.add_column("account", sa.Column("covers_sectors", LIST, nullable=False, server_default="[]"))
    op.add_column("mechanism", sa.Column("connects", LIST, nullable=False, server_default="[]"))


def _rule() -> None:
    op.create_table(
        "windowrule",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=3), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["country.code"], name=op.f("fk_windowrule_id_country")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_windowrule")),
    )


def _priority() -> None:
    op.create_table(
        "priority",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("working_group", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("sectors", LIST, nullable=False),
        sa.Column("sdgs", LIST, nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("request", sa.String(), nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("source_document", sa.String(), nullable=True),
        sa.Column("source_section", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_priority_organization_organization")
        ),
        sa.ForeignKeyConstraint(["request"], ["request.id"], name=op.f("fk_priority_request_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority")),
    )
    op.create_index(op.f("ix_priority_organization"), "priority", ["organization"])
    op.create_index(op.f("ix_priority_request"), "priority", ["request"])


def _project() -> None:
    op.create_table(
        "project",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("hub", sa.String(), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("countries", LIST, nullable=False),
        sa.Column("sectors", LIST, nullable=False),
        sa.Column("exchanges", LIST, nullable=False),
        sa.Column("since", sa.Integer(), nullable=True),
        sa.Column("source_document", sa.String(), nullable=True),
        sa.Column("source_section", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_project_organization_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    op.create_index(op.f("ix_project_name"), "project", ["name"])
    op.create_index(op.f("ix_project_organization"), "project", ["organization"])


def downgrade() -> None:
    op.drop_column("mechanism", "connects")
    op.drop_column("account", "covers_sectors")
    for name in ("request", "offer"):
        op.drop_column(name, "window_until")
    for name in ("project", "priority", "windowrule"):
        op.drop_table(name)
