"""How ``data/models`` was made: ``python -m dashboard.training CORPORA -o data/models``. Nothing imports it.

The labelled corpora are not ours to ship; what they leave behind are weights. Texts of the articles that
are set aside for the last test are left out of all training.
"""
