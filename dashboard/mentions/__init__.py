"""Recognisers: a document in, mentions out, each a span of its text."""
