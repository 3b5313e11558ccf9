"""``serve``: the dashboard on this machine, or on a network where the operator says so."""

import socket
import webbrowser
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import SecretStr

from dashboard.cli.options import Warehouse, settings, warehouse_of
from dashboard.errors import InputError

if TYPE_CHECKING:
    from flask import Flask

    from dashboard.settings import Settings

EXAMPLE = "conflict-events serve --open"
_LOCAL = ("127.0.0.1", "localhost", "::1")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve", epilog=f"Example: {EXAMPLE}")(serve)


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to bind.", show_default="127.0.0.1, this machine only")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port to bind; 0 takes a free one.", show_default="8050"),
    ] = None,
    dataset: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="An imported dataset, instead of the articles' events; several are layers, and `articles` "
            "names those events among them.",
        ),
    ] = None,
    warehouse: Warehouse = None,
    browser: Annotated[bool, typer.Option("--open", help="Open the dashboard in a browser.")] = False,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes.")] = 1,
    threads: Annotated[int, typer.Option(min=1, max=64, help="Threads of each process.")] = 4,
) -> None:
    """Show the published events in a browser.

    It runs until Ctrl-C. Only this machine can reach it, unless --host (or CONFLICT_EVENTS_HOST) names
    another address. With --warehouse the events are those that ClickHouse holds. It is read-only and asks
    nobody who they are: whoever reaches it can see all published events.
    """
    chosen = settings()
    host = host or chosen.host
    port = chosen.port if port is None else port
    if dataset and warehouse:
        raise InputError(
            "--dataset shows what is on this machine, --warehouse what ClickHouse holds: give one"
        )
    url = None if dataset else warehouse_of(warehouse)
    if url is not None:
        if url.startswith("chdb:") and workers > 1:
            raise InputError(f"chdb answers one process: serve with --workers 1, not {workers}")
        chosen = chosen.model_copy(update={"warehouse": SecretStr(url)})
    shown_datasets = () if url else tuple(dataset or chosen.shown_datasets)
    if shown_datasets:
        from dashboard.query.layers import layered

        layered(shown_datasets, datasets=chosen.datasets, snapshots=chosen.snapshots)
    bound = _bound(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{bound.getsockname()[1]}"
    if host not in _LOCAL:
        typer.echo(f"Everyone who can reach {shown} can see the events.", err=True)

    def ready(_server: Any) -> None:
        typer.echo(f"Conflict Events is at {address} (Ctrl-C ends it)")
        if browser:
            webbrowser.open(address)

    _run(chosen, bound, datasets=shown_datasets, workers=workers, threads=threads, ready=ready)


def _bound(host: str, port: int) -> socket.socket:
    """A socket that holds the port, so that a port in use is told before anything is loaded."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        raise InputError(
            f"{host}, port {port} cannot be bound ({error.strerror or error}); "
            "choose others with --host and --port"
        ) from error
    return bound


def _run(
    chosen: "Settings",
    bound: socket.socket,
    *,
    datasets: tuple[str, ...],
    workers: int,
    threads: int,
    ready: Any,
) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn with our options; the application is made in each worker, never carried over a fork."""

        def load_config(self) -> None:
            options = {
                "bind": f"fd://{bound.detach()}",
                "workers": workers,
                "threads": threads,
                "worker_class": "gthread",
                "timeout": 30,
                "graceful_timeout": 10,
                "loglevel": "warning",
                "when_ready": ready,
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> "Flask":
            from dashboard.server import create_server

            return create_server(chosen, datasets=datasets)

    Server().run()
