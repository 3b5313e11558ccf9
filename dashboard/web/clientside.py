"""Callbacks that run in the browser: functions of ``assets/explore.js``, so that no script stands in
the page.
"""

from typing import Any

from dash import ClientsideFunction, Dash


def clientside(app: Dash, function: str, *arguments: Any, prevent_initial_call: bool = True) -> None:
    """Let the browser answer with ``explore.<function>``; ``arguments`` are its outputs, inputs and
    states.
    """
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("explore", function), *arguments, prevent_initial_call=prevent_initial_call
    )
