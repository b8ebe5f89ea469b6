"""What schema 3 adds, by subject: each has its statements below, and its step in `upgrade`.

Frozen once a store of it is out: until then a subject's statements may still be added to.
"""

from alembic import op

from aidtrack.store.schema.migrations.versions.m0001_money_chain import run

revision = "3"
down_revision = "2"

# Money carried on into another year's fund.
CARRIED = """
"""
# What undoing and the rules of money ask of a store.
UNDO = """
"""


def upgrade() -> None:
    connection = op.get_bind()
    run(connection, CARRIED)
    run(connection, UNDO)
