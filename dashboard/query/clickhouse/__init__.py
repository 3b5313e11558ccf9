"""The questions of the query layer as SQL on ClickHouse, for events that do not fit one machine."""
