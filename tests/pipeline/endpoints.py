"""A real server on loopback that answers as an OpenAI-compatible endpoint does, well or badly."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: Answers one request: status, headers, body.
Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Endpoint:
    """The address, and what was asked of it."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


def completion(content: object, **choice: object) -> Answer:
    """A chat completion whose message is ``content``, as JSON unless it is text."""
    text = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": text}
    body = {"id": "x", "choices": [{"index": 0, "message": message, "finish_reason": "stop", **choice}]}
    return 200, {}, json.dumps(body).encode()


@contextmanager
def answering(
    answer: Callable[[int], Answer], *, slowly: Callable[[Any, bytes], None] | None = None
) -> Iterator[Endpoint]:
    """An endpoint that gives ``answer(n)`` to the n-th request, from 0; ``slowly`` writes the body."""
    asked: list[Endpoint] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            endpoint = asked[0]
            body = self.rfile.read(int(self.headers["Content-Length"]))
            number = len(endpoint.requests)
            endpoint.requests.append({"path": self.path, **json.loads(body)})
            endpoint.headers.append(dict(self.headers))
            status, headers, answered = answer(number)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(answered)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                if slowly is not None:
                    slowly(self.wfile, answered)
                else:
                    self.wfile.write(answered)
            except OSError:
                pass  # who asked has left

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    asked.append(Endpoint(f"http://127.0.0.1:{server.server_address[1]}/v1"))
    thread.start()
    try:
        yield asked[0]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
