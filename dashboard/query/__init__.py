"""Ask: filters, and the immutable snapshots they are asked of. Reads snapshots; never the record store."""
