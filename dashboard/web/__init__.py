"""Show: the page on which a reader explores the events. It reads snapshots and never loads the extractor."""

from dashboard.web.app import create_app

__all__ = ["create_app"]
