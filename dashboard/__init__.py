"""Conflict Events: news articles in, a map and a timeline that an analyst can defend out.

The way of the data, one package a step::

    articles -> documents -> geocoding, mentions -> events -> pipeline      the writing arm
    store -> query -> charts -> reports -> web                              the reading arm
    records                                                                 the words both arms speak

The arms meet in ``jobs`` (read, keep, publish) and in ``server`` (publish, show). Layers and forbidden
imports are contracts in ``pyproject.toml``; the web never loads the extractor.
"""

__version__ = "0.1.0"
