"""``Models``: all the trained weights that the extractor reads with."""

from dataclasses import dataclass
from pathlib import Path

from dashboard.events.type_model import TypeModel, read_model, shipped_model
from dashboard.mentions.toponym_models import ToponymModels


@dataclass(frozen=True, slots=True)
class Models:
    """Weights for place names, and for the kind of an article's news; ``types`` None lets rules tell that."""

    toponyms: ToponymModels
    types: TypeModel | None

    @staticmethod
    def open(folder: Path | None = None) -> "Models":
        """The weights of the installation, or those that ``python -m dashboard.training -o folder`` made.

        Raises InputError where a file of the folder is missing or holds no weights; the message names it.
        """
        if folder is None:
            return Models(ToponymModels.open(), shipped_model())
        return Models(ToponymModels.open(folder), read_model(folder))
