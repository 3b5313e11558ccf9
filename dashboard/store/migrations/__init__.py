"""Alembic migrations of the record store; applied when a store is opened."""
