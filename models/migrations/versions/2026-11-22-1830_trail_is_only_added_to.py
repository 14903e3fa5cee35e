"""trail is only added to

Why: what somebody did must not be changed or removed afterwards, also not by a mistake in our own code or by whoever
reaches the database with the service's rights. The database itself refuses it.
SQLite drops triggers silently where a later migration rebuilds the table `auditevent` in a batch, which must then make
them anew.
"""

from alembic import op

revision = "7a1e0c94d2f6"
down_revision = "5d20c7a9e3b4"
branch_labels = None
depends_on = None

REFUSAL = "the audit trail is only added to"
ACTS = ("UPDATE", "DELETE")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ACTS:
            op.execute(
                f"CREATE TRIGGER auditevent_no_{act.lower()} BEFORE {act} ON auditevent"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION auditevent_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        "CREATE TRIGGER auditevent_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON auditevent"
        " FOR EACH STATEMENT EXECUTE FUNCTION auditevent_refuse()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ACTS:
            op.execute(f"DROP TRIGGER auditevent_no_{act.lower()}")
        return
    op.execute("DROP TRIGGER auditevent_no_change ON auditevent")
    op.execute("DROP FUNCTION auditevent_refuse")
