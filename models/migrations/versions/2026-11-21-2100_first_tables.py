"""The first tables: posts, organizations, exchanges, matches with their runs and snapshots, digests and their outbox.

Why: the main job needs a place for what comes in, what the ranking saw and said, and what was mailed to whom.
"""

import sqlalchemy as sa
from alembic import op

revision = "77fdb2fefe26"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "auditevent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("change", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auditevent")),
    )
    with op.batch_alter_table("auditevent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_auditevent_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_auditevent_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_auditevent_key"), ["key"], unique=False)

    op.create_table(
        "country",
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("subregion", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_country")),
    )
    op.create_table(
        "exchange",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("sectors", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("modality", sa.String(), nullable=True),
        sa.Column("start_year", sa.Integer(), nullable=True),
        sa.Column("end_year", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Float(), nullable=True),
        sa.Column("source_document", sa.String(), nullable=True),
        sa.Column("source_section", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange")),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "snapshot",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_snapshot")),
    )
    op.create_table(
        "organization",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("acronym", sa.String(), nullable=True),
        sa.Column("aliases", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("source_document", sa.String(), nullable=True),
        sa.Column("source_section", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["country"], ["country.code"], name=op.f("fk_organization_country_country")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
    )
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organization_country"), ["country"], unique=False)

    op.create_table(
        "account",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_account_organization_organization")
        ),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_account")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_organization"), ["organization"], unique=False)

    op.create_table(
        "exchangeparticipant",
        sa.Column("exchange", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("organization", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["country"], ["country.code"], name=op.f("fk_exchangeparticipant_country_country")),
        sa.ForeignKeyConstraint(["exchange"], ["exchange.id"], name=op.f("fk_exchangeparticipant_exchange_exchange")),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_exchangeparticipant_organization_organization")
        ),
        sa.PrimaryKeyConstraint("exchange", "position", name=op.f("pk_exchangeparticipant")),
    )
    with op.batch_alter_table("exchangeparticipant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exchangeparticipant_country"), ["country"], unique=False)
        batch_op.create_index(batch_op.f("ix_exchangeparticipant_organization"), ["organization"], unique=False)

    op.create_table(
        "mechanism",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("countries", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sectors", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("modalities", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("ceiling_amount", sa.Integer(), nullable=True),
        sa.Column("ceiling_currency", sa.String(), nullable=True),
        sa.Column("minimum_countries", sa.Integer(), nullable=True),
        sa.Column("who_may_ask", sa.String(), nullable=True),
        sa.Column("call", sa.String(), nullable=True),
        sa.Column("source_document", sa.String(), nullable=True),
        sa.Column("source_section", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_mechanism_organization_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mechanism")),
    )
    with op.batch_alter_table("mechanism", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mechanism_organization"), ["organization"], unique=False)

    op.create_table(
        "offer",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("sectors", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("modalities", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("working_languages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sdgs", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("source_document", sa.String(), nullable=True),
        sa.Column("source_section", sa.String(), nullable=True),
        sa.Column("practices", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["country"], ["country.code"], name=op.f("fk_offer_country_country")),
        sa.ForeignKeyConstraint(["organization"], ["organization.id"], name=op.f("fk_offer_organization_organization")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_country"), ["country"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_organization"), ["organization"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_published_at"), ["published_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_state"), ["state"], unique=False)

    op.create_table(
        "practice",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("solution", sa.String(), nullable=False),
        sa.Column("results", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("sectors", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sdgs", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("source_document", sa.String(), nullable=True),
        sa.Column("source_section", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["country"], ["country.code"], name=op.f("fk_practice_country_country")),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_practice_organization_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice")),
    )
    with op.batch_alter_table("practice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_practice_country"), ["country"], unique=False)
        batch_op.create_index(batch_op.f("ix_practice_organization"), ["organization"], unique=False)

    op.create_table(
        "request",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("sectors", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("modalities", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("working_languages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sdgs", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("source_document", sa.String(), nullable=True),
        sa.Column("source_section", sa.String(), nullable=True),
        sa.Column("expected_outcome", sa.String(), nullable=True),
        sa.Column("preferred_provider", sa.String(), nullable=True),
        sa.Column("answered_by", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["country"], ["country.code"], name=op.f("fk_request_country_country")),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_request_organization_organization")
        ),
        sa.ForeignKeyConstraint(
            ["preferred_provider"], ["organization.id"], name=op.f("fk_request_preferred_provider_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_country"), ["country"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_organization"), ["organization"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_published_at"), ["published_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_state"), ["state"], unique=False)

    op.create_table(
        "support",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("broad_sector", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("printed_organization", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["country"], ["country.code"], name=op.f("fk_support_country_country")),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name=op.f("fk_support_organization_organization")
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_support")),
    )
    with op.batch_alter_table("support", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_place"), ["place"], unique=False)

    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("skipped", sa.String(), nullable=True),
        sa.Column("built_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.email"], name=op.f("fk_digest_account_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("account", "week", name=op.f("uq_digest_account_week")),
    )
    with op.batch_alter_table("digest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_digest_week"), ["week"], unique=False)

    op.create_table(
        "matchrun",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request", sa.String(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("inputs", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("counts", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["inputs"], ["snapshot.digest"], name=op.f("fk_matchrun_inputs_snapshot")),
        sa.ForeignKeyConstraint(["request"], ["request.id"], name=op.f("fk_matchrun_request_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matchrun")),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["digest"], ["digest.id"], name=op.f("fk_delivery_digest_digest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("digest", name=op.f("uq_delivery_digest")),
        sa.UniqueConstraint("message_id", name=op.f("uq_delivery_message_id")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_state"), ["state"], unique=False)

    op.create_table(
        "match",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request", sa.String(), nullable=False),
        sa.Column("offer", sa.String(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("explanation", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("parked_until", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["offer"], ["offer.id"], name=op.f("fk_match_offer_offer")),
        sa.ForeignKeyConstraint(["request"], ["request.id"], name=op.f("fk_match_request_request")),
        sa.ForeignKeyConstraint(["run"], ["matchrun.id"], name=op.f("fk_match_run_matchrun")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match")),
        sa.UniqueConstraint("request", "offer", name=op.f("uq_match_request_offer")),
    )
    with op.batch_alter_table("match", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_match_offer"), ["offer"], unique=False)
        batch_op.create_index(batch_op.f("ix_match_run"), ["run"], unique=False)
        batch_op.create_index(batch_op.f("ix_match_state"), ["state"], unique=False)

    op.create_table(
        "weeklyrun",
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["matchrun.id"], name=op.f("fk_weeklyrun_run_matchrun")),
        sa.PrimaryKeyConstraint("week", name=op.f("pk_weeklyrun")),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("match", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.email"], name=op.f("fk_decision_account_account")),
        sa.ForeignKeyConstraint(["match"], ["match.id"], name=op.f("fk_decision_match_match")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_match"), ["match"], unique=False)

    op.create_table(
        "shown",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("match", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.email"], name=op.f("fk_shown_account_account")),
        sa.ForeignKeyConstraint(["digest"], ["digest.id"], name=op.f("fk_shown_digest_digest")),
        sa.ForeignKeyConstraint(["match"], ["match.id"], name=op.f("fk_shown_match_match")),
        sa.PrimaryKeyConstraint("account", "match", name=op.f("pk_shown")),
    )
    with op.batch_alter_table("shown", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shown_digest"), ["digest"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("shown", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shown_digest"))

    op.drop_table("shown")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_match"))

    op.drop_table("decision")
    op.drop_table("weeklyrun")
    with op.batch_alter_table("match", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_match_state"))
        batch_op.drop_index(batch_op.f("ix_match_run"))
        batch_op.drop_index(batch_op.f("ix_match_offer"))

    op.drop_table("match")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_state"))

    op.drop_table("delivery")
    op.drop_table("matchrun")
    with op.batch_alter_table("digest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_digest_week"))

    op.drop_table("digest")
    with op.batch_alter_table("support", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_support_place"))

    op.drop_table("support")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_state"))
        batch_op.drop_index(batch_op.f("ix_request_published_at"))
        batch_op.drop_index(batch_op.f("ix_request_organization"))
        batch_op.drop_index(batch_op.f("ix_request_country"))

    op.drop_table("request")
    with op.batch_alter_table("practice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_practice_organization"))
        batch_op.drop_index(batch_op.f("ix_practice_country"))

    op.drop_table("practice")
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_state"))
        batch_op.drop_index(batch_op.f("ix_offer_published_at"))
        batch_op.drop_index(batch_op.f("ix_offer_organization"))
        batch_op.drop_index(batch_op.f("ix_offer_country"))

    op.drop_table("offer")
    with op.batch_alter_table("mechanism", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mechanism_organization"))

    op.drop_table("mechanism")
    with op.batch_alter_table("exchangeparticipant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exchangeparticipant_organization"))
        batch_op.drop_index(batch_op.f("ix_exchangeparticipant_country"))

    op.drop_table("exchangeparticipant")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_organization"))

    op.drop_table("account")
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organization_country"))

    op.drop_table("organization")
    op.drop_table("snapshot")
    op.drop_table("lease")
    op.drop_table("exchange")
    op.drop_table("country")
    with op.batch_alter_table("auditevent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_auditevent_key"))
        batch_op.drop_index(batch_op.f("ix_auditevent_at"))
        batch_op.drop_index(batch_op.f("ix_auditevent_action"))

    op.drop_table("auditevent")
