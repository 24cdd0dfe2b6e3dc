"""A Stripe of our own on loopback: Checkout Sessions, and events signed as Stripe signs them."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SESSIONS = "/v1/checkout/sessions"


@dataclass
class StripeServer:
    """What was asked for and what is in its book; `fails` makes it answer 500."""

    url: str = ""
    fails: bool = False
    requests: list[tuple[str, str, dict[str, str], dict[str, str]]] = field(default_factory=list)
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)

    def pay(self, session_id: str, *, at: int) -> None:
        session = self.sessions[session_id]
        session["payment_status"] = "paid"
        session["status"] = "complete"
        session["payment_intent"] = {
            "id": "pi_1",
            "object": "payment_intent",
            "latest_charge": {"id": "ch_1", "object": "charge", "created": at},
        }

    def event(self, session_id: str, kind: str, *, at: int, event_id: str = "evt_1") -> bytes:
        return json.dumps(
            {
                "id": event_id,
                "object": "event",
                "type": kind,
                "created": at,
                "data": {"object": {**self.sessions[session_id], "payment_intent": "pi_1"}},
            }
        ).encode()

    def create(self, key: str, form: dict[str, str]) -> dict[str, Any]:
        if key in self.by_key:
            return self.sessions[self.by_key[key]]
        session_id = f"cs_test_{len(self.sessions) + 1:058d}"
        price = "line_items[0][price_data]"
        self.sessions[session_id] = {
            "id": session_id,
            "object": "checkout.session",
            "url": f"https://checkout.stripe.com/c/pay/{session_id}",
            "status": "open",
            "payment_status": "unpaid",
            "amount_total": int(form[f"{price}[unit_amount]"]),
            "currency": form[f"{price}[currency]"],
            "metadata": {"hotelpms_link": form["metadata[hotelpms_link]"]},
        }
        self.by_key[key] = session_id
        return self.sessions[session_id]


def signed(body: bytes, secret: str, *, at: int) -> dict[str, str]:
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return {"Stripe-Signature": f"t={at},v1={digest}"}


@contextmanager
def stripe_server(port: int) -> Iterator[StripeServer]:
    book = StripeServer(url=f"http://127.0.0.1:{port}")
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(book))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield book
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def _handler(book: StripeServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            raw = parse_qs(self.rfile.read(length).decode())
            self._answer({name: values[0] for name, values in raw.items()})

        def do_GET(self) -> None:
            self._answer({})

        def log_message(self, *args: object) -> None:
            pass

        def _answer(self, form: dict[str, str]) -> None:
            path = urlsplit(self.path).path
            book.requests.append((self.command, path, form, dict(self.headers)))
            status, answer = self._work(path, form)
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _work(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
            if book.fails:
                return 500, {"error": {"type": "api_error", "message": "down"}}
            if path == SESSIONS:
                return 200, book.create(self.headers["Idempotency-Key"], form)
            session = book.sessions.get(path.removeprefix(f"{SESSIONS}/").partition("/")[0])
            if session is None:
                return 404, _refusal("No such checkout session")
            if path.endswith("/expire"):
                if session["status"] != "open":
                    return 400, _refusal("Only open sessions can be expired")
                session["status"] = "expired"
            return 200, session

    return Handler


def _refusal(message: str) -> dict[str, Any]:
    return {"error": {"type": "invalid_request_error", "message": message}}
