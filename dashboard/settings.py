"""What an operator may set, from the environment; every setting has a safe default.

``DATABASE_URL`` names the record store; all others start with ``CONFLICT_EVENTS_``.
"""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Folders(BaseSettings):
    """Where things lie; read by the gazetteer too, which must open wherever the package is used."""

    model_config = SettingsConfigDict(
        env_prefix="CONFLICT_EVENTS_", frozen=True, extra="ignore", populate_by_name=True
    )

    home: Path = Field(
        default_factory=lambda: user_data_path("conflict-events", appauthor=False),
        description="Folder of the store, the snapshots, caches, and of a gazetteer of your own.",
    )
    gazetteer: Path | None = Field(
        default=None,
        description="Index of places to use, or the folder it was built in; default: the one built in the "
        "home folder, else the one that ships.",
    )

    @field_validator("gazetteer", mode="before")
    @classmethod
    def _none_where_empty(cls, value: object) -> object:
        return value or None

    @property
    def gazetteer_folder(self) -> Path:
        """Folder of a built index and of the user's own places."""
        return self.home / "gazetteer"


class Settings(Folders):
    """Settings of one process, read once and handed down; only ``server`` and ``cli`` read them."""

    database_url: str | None = Field(
        default=None,
        validation_alias="DATABASE_URL",
        description="SQLAlchemy address of the record store; default: SQLite in the home folder.",
    )
    title: str = Field(
        default="Conflict Events", description="Name of the board, shown in the top bar and in embeds."
    )
    dataset: str = Field(
        default="",
        description="Imported datasets to show instead of the articles' events, parted by commas.",
    )
    warehouse: SecretStr | None = Field(
        default=None,
        description="Address of ClickHouse, clickhouse://user:password@host:port/database, that `load` fills "
        "and whose events `serve` shows instead of the published ones.",
    )
    warehouse_timeout: float = Field(
        default=30.0, gt=0, le=600, description="Seconds that it may take over one question."
    )
    host: str = Field(
        default="127.0.0.1", description="Address that `serve` binds; local unless told otherwise."
    )
    port: int = Field(default=8050, ge=0, le=65535, description="Port that `serve` binds.")
    frame_ancestors: str = Field(
        default="*",
        description="Who may frame /embed/ pages, as in the CSP directive frame-ancestors.",
    )
    public_url: str | None = Field(
        default=None,
        description="Address under which readers reach the app, for links in embeds; default: the request's.",
    )
    proxy_hops: int = Field(
        default=0, ge=0, le=5, description="Trusted reverse proxies in front (X-Forwarded-* of that many)."
    )

    proposer_url: str | None = Field(
        default=None,
        description="OpenAI-compatible endpoint of a model that proposes events; used only where asked for.",
    )
    proposer_model: str | None = Field(default=None, description="Name of the model at that endpoint.")
    proposer_key: SecretStr | None = Field(default=None, description="Key of that endpoint; never shown.")
    proposer_timeout: float = Field(
        default=60.0, gt=0, le=3600, description="Seconds that one of its answers may take."
    )

    geocoder: str | None = Field(
        default=None,
        description="Geocoding service by geopy's name, such as nominatim; unset: no request is made.",
    )
    geocoder_user_agent: str | None = Field(
        default=None,
        description="Name that requests to the service carry, with a contact; Nominatim demands one.",
    )
    geocoder_url: str | None = Field(
        default=None, description="Address of an own server of that service; default: the public one."
    )
    geocoder_key: SecretStr | None = Field(
        default=None, description="Key or user name, for services that take one."
    )

    @field_validator("geocoder", "geocoder_user_agent", "geocoder_url", "geocoder_key", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("frame_ancestors")
    @classmethod
    def _one_directive(cls, value: str) -> str:
        # A semicolon or a line break would let a setting write other directives or headers.
        if any(sign in value for sign in ";,\r\n"):
            raise ValueError(f"frame_ancestors holds sources separated by spaces, not {value!r}")
        return value.strip() or "'none'"

    @property
    def store_url(self) -> str:
        """SQLAlchemy address of the record store."""
        return self.database_url or f"sqlite:///{self.home / 'store.sqlite'}"

    @property
    def snapshots(self) -> Path:
        """Folder that holds the published snapshots and the pointer to the current one."""
        return self.home / "snapshots"

    @property
    def shown_datasets(self) -> tuple[str, ...]:
        """The datasets that ``dataset`` names."""
        return tuple(name.strip() for name in self.dataset.split(",") if name.strip())

    @property
    def datasets(self) -> Path:
        """Folder of imported datasets: each has a folder of snapshots of its own."""
        return self.home / "datasets"

    @property
    def caches(self) -> Path:
        """Folder of what may be deleted: it is asked or made again."""
        return self.home / "caches"
