"""Experts with their consent, rosters with the places on them, and the place from which somebody was deployed.

Why: a base of experts and the rosters of the region are asked for by name; until now an exchange named an expert as
free text.
"""

import sqlalchemy as sa
from alembic import op

revision = "5e972f23658a"
down_revision = "1af7a6bf1614"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _expert()
    _roster()
    _placement()
    _deployment()


def _expert() -> None:
    op.create_table(
        "expert",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("employer", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("countries", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sectors", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("available_until", sa.Date(), nullable=True),
        sa.Column("days_a_year", sa.Integer(), nullable=True),
        sa.Column("fee", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("payer", sa.String(), nullable=True),
        sa.Column("first_subsidised", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("mechanism", sa.String(), nullable=True),
        sa.Column("offers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("own_offer", sa.String(), nullable=True),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("contact_visibility", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("link_digest", sa.String(length=64), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source_document", sa.String(), nullable=True),
        sa.Column("source_section", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["country"], ["country.code"], name=op.f("fk_expert_country_country")),
        sa.ForeignKeyConstraint(["employer"], ["organization.id"], name=op.f("fk_expert_employer_organization")),
        sa.ForeignKeyConstraint(["mechanism"], ["mechanism.id"], name=op.f("fk_expert_mechanism_mechanism")),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_expert_organization_organization")
        ),
        sa.ForeignKeyConstraint(["own_offer"], ["offer.id"], name=op.f("fk_expert_own_offer_offer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert")),
        sa.UniqueConstraint("link_digest", name=op.f("uq_expert_link_digest")),
    )
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_expert_country"), ["country"], unique=False)
        batch_op.create_index(batch_op.f("ix_expert_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_expert_employer"), ["employer"], unique=False)
        batch_op.create_index(batch_op.f("ix_expert_mechanism"), ["mechanism"], unique=False)
        batch_op.create_index(batch_op.f("ix_expert_organization"), ["organization"], unique=False)
        batch_op.create_index(batch_op.f("ix_expert_own_offer"), ["own_offer"], unique=False)
        batch_op.create_index(batch_op.f("ix_expert_state"), ["state"], unique=False)


def _roster() -> None:
    op.create_table(
        "roster",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("mechanism", sa.String(), nullable=True),
        sa.Column("community", sa.String(), nullable=True),
        sa.Column("countries", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sectors", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("who_may_use", sa.String(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("source_document", sa.String(), nullable=True),
        sa.Column("source_section", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["community"], ["community.id"], name=op.f("fk_roster_community_community")),
        sa.ForeignKeyConstraint(["mechanism"], ["mechanism.id"], name=op.f("fk_roster_mechanism_mechanism")),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_roster_organization_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster")),
    )
    with op.batch_alter_table("roster", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roster_community"), ["community"], unique=False)
        batch_op.create_index(batch_op.f("ix_roster_mechanism"), ["mechanism"], unique=False)
        batch_op.create_index(batch_op.f("ix_roster_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_roster_organization"), ["organization"], unique=False)


def _placement() -> None:
    op.create_table(
        "placement",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("roster", sa.String(), nullable=False),
        sa.Column("expert", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("source_document", sa.String(), nullable=True),
        sa.Column("source_section", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["expert"], ["expert.id"], name=op.f("fk_placement_expert_expert")),
        sa.ForeignKeyConstraint(["roster"], ["roster.id"], name=op.f("fk_placement_roster_roster")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_expert"), ["expert"], unique=False)
        batch_op.create_index("ix_placement_of", ["roster", "expert"], unique=False)


def _deployment() -> None:
    key = sa.ForeignKey("placement.id", name=op.f("fk_deployment_placement_placement"))
    op.add_column("deployment", sa.Column("placement", sa.String(), key, nullable=True), inline_references=True)
    op.create_index(op.f("ix_deployment_placement"), "deployment", ["placement"])


def downgrade() -> None:
    with op.batch_alter_table("deployment") as batch:
        batch.drop_index(op.f("ix_deployment_placement"))
        batch.drop_column("placement")
    for table in ("placement", "roster", "expert"):
        op.drop_table(table)
