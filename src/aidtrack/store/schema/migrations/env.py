"""Alembic's entry: runs the migrations on the connection that `store/schema/build.py` hands over, inside its transaction."""

from alembic import context
from sqlmodel import SQLModel

context.configure(connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata)
context.run_migrations()
