"""ClickHouse's HTTP interface in front of the engine in this process: what a client sends goes over a socket.

It stands in for a server in tests of the client's side: addresses, passwords, bound values, settings, errors.
"""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import chdb

USER, PASSWORD = "reader", "p@ss:word/"
_LOCK = threading.Lock()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._send(200, b"Ok.\n")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        given = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        if self.headers.get_content_type() == "multipart/form-data":
            head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
            for part in message_from_bytes(head + body, policy=HTTP).iter_parts():
                name = part.get_param("name", header="content-disposition")
                given[str(name)] = part.get_payload(decode=True).decode()
            body = b""
        self.server.seen.append(given)
        if self.server.down:
            self.close_connection = True
            return
        if self._user() != (USER, PASSWORD):
            self._send(403, b"Code: 516. DB::Exception: Authentication failed. (AUTHENTICATION_FAILED)", 516)
            return
        sql = "\n".join(each for each in (given.get("query", ""), body.decode()) if each)
        values = {name[6:]: value for name, value in given.items() if name.startswith("param_")}
        try:
            with _LOCK:
                connection = chdb.connect(":memory:")
                try:
                    connection.query(f"USE {given.get('database', self.server.database)}")
                    for name in ("max_execution_time", "readonly"):
                        if name in given:
                            connection.query(f"SET {name} = {int(given[name])}")
                    answer = connection.query(sql, "TabSeparated", params=values).bytes()
                finally:
                    connection.close()
        except RuntimeError as error:
            text = str(error)
            code = int(text.partition("Code: ")[2].partition(".")[0] or 1)
            self._send(500, text[text.find("Code: ") :].encode(), code)
        else:
            self._send(200, answer)

    def _user(self) -> tuple[str, str]:
        scheme, _, value = self.headers.get("Authorization", "").partition(" ")
        if scheme == "Basic":
            name, _, password = base64.b64decode(value).decode().partition(":")
            return name, password
        return self.headers.get("X-ClickHouse-User", ""), self.headers.get("X-ClickHouse-Key", "")

    def _send(self, status: int, body: bytes, code: int = 0) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if code:
            self.send_header("X-ClickHouse-Exception-Code", str(code))
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, database: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.database = database
        self.seen: list[dict[str, str]] = []
        #: Hangs up instead of answering.
        self.down = False


@contextmanager
def served(database: str) -> Iterator[_Server]:
    """A server of one database of the engine, which must be held open."""
    server = _Server(database)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
