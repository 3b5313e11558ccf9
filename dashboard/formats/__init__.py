"""Files in and out, one format a file: streams of rows of the flat table, never more than a row in memory."""
