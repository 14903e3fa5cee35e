"""What Prometheus reads: figures of the database, and the calls that this process answered."""

from collections.abc import Iterator
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from matcher.figures import Counts, Figures

PREFIX = "/api/v1"
"""What the routes of the API are found under; they do not say so themselves."""
UNKNOWN = "none"
"""The route of a call that no route answered, so that invented paths make no new series."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Traffic:
    """The calls that one process answered, by route and not by path, so that nobody is named."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        words = ("method", "route")
        self._calls = Counter(
            "sursur_http_requests", "Calls that this process answered", (*words, "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "sursur_http_request_seconds", "How long this process took", words, registry=self.registry
        )

    def note(self, scope: Scope, status: int, seconds: float) -> None:
        """Counts a call."""
        method, route = str(scope["method"]), route_of(scope)
        words = (method if method in METHODS else UNKNOWN, route)
        self._seconds.labels(*words).observe(seconds)
        self._calls.labels(*words, str(status)).inc()


class Counting:
    """Counts every call with the others of its process, also one that fails; its time ends when its answer begins."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a call."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, ended, status = perf_counter(), 0.0, 500

        async def counted(message: Message) -> None:
            nonlocal ended, status
            if message["type"] == "http.response.start":
                ended, status = perf_counter(), message["status"]
            await send(message)

        try:
            await self.app(scope, receive, counted)
        finally:
            traffic: Traffic = scope["app"].state.traffic
            traffic.note(scope, status, (ended or perf_counter()) - began)


def route_of(scope: Scope) -> str:
    """The path of the route as it is written, below the prefix under which it is found."""
    route = str(getattr(scope.get("route"), "path", UNKNOWN))
    return f"{PREFIX}{route}" if route != UNKNOWN and str(scope["path"]).startswith(PREFIX) else route


class _OfDatabase(Collector):
    def __init__(self, found: Figures) -> None:
        self._found = found

    def collect(self) -> Iterator[GaugeMetricFamily]:
        found = self._found
        yield _counts("sursur_deliveries", "Mails by kind and state", ("kind", "state"), found.deliveries)
        yield _counts("sursur_digests_of_week", "Digests of this ISO week (UTC)", ("outcome",), found.digests)
        yield _counts("sursur_posts", "Requests and offers by state", ("kind", "state"), found.posts)
        yield _counts("sursur_matches", "Suggestions by state", ("state",), found.matches)
        yield _counts("sursur_held", "1 where digests or all mail are held back", ("what",), found.held)
        yield from _age("sursur_clock_tick_age_seconds", "Since the clock last acted", found.seconds_since_tick)
        yield from _age("sursur_clock_lease_seconds", "Until another may act", found.seconds_of_lease_left)
        yield from _age("sursur_match_run_age_seconds", "Since the last match run", found.seconds_since_match_run)
        yield from _age("sursur_oldest_mail_seconds", "How long the oldest mail is due", found.seconds_of_oldest_mail)


def exposed(found: Figures, traffic: Traffic) -> bytes:
    """Everything in the text format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(_OfDatabase(found))
    return generate_latest(registry) + generate_latest(traffic.registry)


def _counts(name: str, meaning: str, words: tuple[str, ...], counts: Counts) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning, labels=words)
    for values, count in sorted(counts.items()):
        family.add_metric(values, count)
    return family


def _age(name: str, meaning: str, seconds: float | None) -> Iterator[GaugeMetricFamily]:
    """Nothing where there is nothing yet whose age could be told."""
    if seconds is not None:
        yield GaugeMetricFamily(name, meaning, value=seconds)
