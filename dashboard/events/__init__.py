"""Mentions to events: what happened, who did it to whom, where, when, how many died, and who says so.

``assemble`` is the way through: each trigger becomes a ``draft`` whose fields ``participants``, ``where``,
``when``, ``tolls`` and ``claims`` fill from the mentions around it; ``classify`` settles the sub-type once
the actors are known; ``coreference`` joins the drafts that tell of one event.
"""
