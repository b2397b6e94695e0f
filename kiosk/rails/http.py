"""One HTTP request and its answer, within a deadline that nothing can stretch.

Owns the rules of the line: TLS is verified (or it is this machine), no redirects, no proxies from
the environment, a fresh connection each time, an answer of limited size. Knows no payment service.
"""

from __future__ import annotations

import logging
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from kiosk.rails.errors import AccountError, LostAnswerError, NotSentError, RailError
from kiosk.rails.http_line import HttpLine, HttpsLine, Line

log = logging.getLogger(__name__)

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
MAX_BODY = 1 << 20
"""Bytes. A day's bill is fetched elsewhere; an answer about one payment has a few hundred."""


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """`headers` have lower-case names. `body` is as it came, undecoded."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class HttpClient:
    """`deadline_s` is for everything: name, connection, TLS, request, the answer's last byte.

    `ca_file` (PEM) takes the place of certifi's authorities. Safe to share between threads.
    """

    connect_timeout_s: float = 3.0
    deadline_s: float = 10.0
    ca_file: Path | None = None
    max_body: int = MAX_BODY

    def request(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> HttpAnswer:
        """Any status is an answer. Raises NotSentError, LostAnswerError or AccountError."""
        refuse_plain(url)
        line = Line(self.connect_timeout_s, self.deadline_s)
        try:
            with line, self._session(line) as session:
                answer = self._exchange(session, method, url, headers, body)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise _in_our_words(url, line, error) from error
        if line.is_late:  # cut in its headers, an answer looks whole: nothing said how long it is
            raise _in_our_words(url, line, None)
        return answer

    def _session(self, line: Line) -> requests.Session:
        session = requests.Session()
        session.trust_env = False  # no proxy and no .netrc that the environment happens to name
        session.mount("https://", _LineAdapter(line))
        session.mount("http://", _LineAdapter(line))
        return session

    def _exchange(
        self,
        session: requests.Session,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None,
    ) -> HttpAnswer:
        with session.request(
            method,
            url,
            headers={**headers, "Connection": "close", "Accept-Encoding": "identity"},
            data=body,
            timeout=(self.connect_timeout_s, self.deadline_s + 1),  # the watchdog comes first
            allow_redirects=False,
            verify=str(self.ca_file) if self.ca_file else True,
            stream=True,
        ) as response:
            got = {name.lower(): value for name, value in response.headers.items()}
            return HttpAnswer(response.status_code, got, self._body(response))

    def _body(self, response: requests.Response) -> bytes:
        body = bytearray()
        for chunk in response.iter_content(8192):
            body += chunk
            if len(body) > self.max_body:
                raise LostAnswerError(f"The answer is longer than {self.max_body} bytes.")
        return bytes(body)


def refuse_plain(url: str) -> None:
    """Raises AccountError unless it is https, or http to this machine (the simulator)."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname in LOCAL_HOSTS:
        return
    raise AccountError(f"Payment services are reached by https only, not by {url!r}.")


class _LineAdapter(HTTPAdapter):
    """requests' own way to bring other connections: pools that make ours."""

    def __init__(self, line: Line) -> None:
        self._line = line
        super().__init__(max_retries=0)  # a retry is a decision about money, not about the line

    def init_poolmanager(self, *args: object, **kwargs: object) -> None:
        super().init_poolmanager(*args, **kwargs)  # type: ignore[arg-type]
        self.poolmanager.pool_classes_by_scheme = {
            "http": self._line.pool(HttpLine),
            "https": self._line.pool(HttpsLine),
        }


def _in_our_words(url: str, line: Line, error: Exception | None) -> RailError:
    host = urlsplit(url).hostname
    kind = type(error).__name__
    if _is_about_certificate(error):
        return NotSentError(f"{host} shows a certificate that we do not trust. Is it {host}?")
    if line.is_late:
        said = f"No whole answer from {host} within {line.deadline_s:g} s."
        return LostAnswerError(said) if line.is_connected else NotSentError(said)
    if line.is_connected:
        return LostAnswerError(f"The connection to {host} broke before the answer ({kind}).")
    return NotSentError(f"Cannot reach {host} ({kind}). Is the network up, and the address right?")


def _is_about_certificate(error: BaseException | None) -> bool:
    """Found before the request is sent."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
