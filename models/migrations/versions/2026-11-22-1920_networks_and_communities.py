"""networks, communities and calls

Why: the thematic networks of the region are communities with members, a programme of work and moderated questions;
mechanisms call for proposals.
"""

import sqlalchemy as sa
from alembic import op

revision = "7c1be0a94d52"
down_revision = "8f3b61d0c2a7"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _communities()
    _memberships()
    _contributions()
    _calls()


def _communities() -> None:
    op.create_table(
        "community",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("coordinator", sa.String(), nullable=True),
        sa.Column("secretariat", sa.String(), nullable=True),
        sa.Column("sectors", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("since", sa.Integer(), nullable=True),
        sa.Column("programme", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("readers", sa.String(), nullable=False),
        sa.Column("source_document", sa.String(), nullable=True),
        sa.Column("source_section", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([one], ["organization.id"], name=op.f(f"fk_community_{one}_organization"))
            for one in ("organization", "coordinator", "secretariat")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community")),
    )
    for name in ("name", "organization", "coordinator", "secretariat"):
        op.create_index(op.f(f"ix_community_{name}"), "community", [name])


def _memberships() -> None:
    op.create_table(
        "membership",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("community", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=True),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("source_document", sa.String(), nullable=True),
        sa.Column("source_section", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community"], ["community.id"], name=op.f("fk_membership_community_community")),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_membership_organization_organization")
        ),
        sa.ForeignKeyConstraint(["country"], ["country.code"], name=op.f("fk_membership_country_country")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    for name in ("community", "organization", "country"):
        op.create_index(op.f(f"ix_membership_{name}"), "membership", [name])


def _contributions() -> None:
    op.create_table(
        "contribution",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("community", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=True),
        sa.Column("hidden_as", sa.String(), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community"], ["community.id"], name=op.f("fk_contribution_community_community")),
        sa.ForeignKeyConstraint(["question"], ["contribution.id"], name=op.f("fk_contribution_question_contribution")),
        sa.ForeignKeyConstraint(["account"], ["account.email"], name=op.f("fk_contribution_account_account")),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_contribution_organization_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
    )
    for name in ("question", "account", "organization", "at"):
        op.create_index(op.f(f"ix_contribution_{name}"), "contribution", [name])
    op.create_index("ix_contribution_of_community", "contribution", ["community", "question", "last_at"])
    op.create_table(
        "contributionreport",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("contribution", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution"], ["contribution.id"], name=op.f("fk_contributionreport_contribution_contribution")
        ),
        sa.ForeignKeyConstraint(["account"], ["account.email"], name=op.f("fk_contributionreport_account_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contributionreport")),
        sa.UniqueConstraint("contribution", "account", name=op.f("uq_contributionreport_contribution_account")),
    )
    op.create_index(op.f("ix_contributionreport_account"), "contributionreport", ["account"])


def _calls() -> None:
    op.create_table(
        "proposalcall",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("mechanism", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("rolling", sa.Boolean(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        *(sa.Column(one, sa.JSON(none_as_null=True), nullable=False) for one in ("countries", "sectors", "modalities")),
        sa.Column("minimum_countries", sa.Integer(), nullable=True),
        sa.Column("ceiling_amount", sa.Integer(), nullable=True),
        sa.Column("ceiling_currency", sa.String(), nullable=True),
        *(sa.Column(one, sa.JSON(none_as_null=True), nullable=False) for one in ("criteria", "papers")),
        sa.Column("awarded_count", sa.Integer(), nullable=True),
        sa.Column("awarded_amount", sa.Integer(), nullable=True),
        sa.Column("awarded_currency", sa.String(), nullable=True),
        sa.Column("source_document", sa.String(), nullable=True),
        sa.Column("source_section", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mechanism"], ["mechanism.id"], name=op.f("fk_proposalcall_mechanism_mechanism")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposalcall")),
    )
    for name in ("mechanism", "title", "closes_on"):
        op.create_index(op.f(f"ix_proposalcall_{name}"), "proposalcall", [name])


def downgrade() -> None:
    for name in ("proposalcall", "contributionreport", "contribution", "membership", "community"):
        op.drop_table(name)
