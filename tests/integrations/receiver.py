"""Another system's end of a webhook: a real HTTP server that writes down what it gets."""

import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from time import sleep

DRIPS = 60  # then it is over: a test that waits for it fails instead of waiting for ever


class Receiver(HTTPServer):
    """Answers with `status`; `seen` holds (path, headers, body) of each message."""

    def __init__(self, context=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.seen, self.drip, self.leads_to = 200, [], 0.0, ""
        self.scheme = "http"
        if context is not None:
            self.scheme = "https"
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request, client_address):
        """A client that hangs up is what some tests are about."""

    @property
    def url(self):
        return f"{self.scheme}://127.0.0.1:{self.server_port}/hook?room=7"


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, dict(self.headers), body))
        if self.server.drip:
            for _byte in range(DRIPS):
                self.wfile.write(b"H")
                self.wfile.flush()
                sleep(self.server.drip)
        self.send_response(self.server.status)
        if self.server.leads_to:
            self.send_header("Location", self.server.leads_to)
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_args):
        """Tests read `seen` instead."""


@contextmanager
def receiver(context: ssl.SSLContext | None = None):
    server = Receiver(context)
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
