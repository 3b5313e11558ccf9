"""Keep: the system of record, articles with their events, in SQLite or PostgreSQL."""
