"""What Prometheus reads: figures of the database, and the calls that this process answered."""

from collections.abc import Awaitable, Callable, Iterator
from time import perf_counter

from fastapi import Request as HttpRequest
from fastapi import Response
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import Scope

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

    async def measured(self, request: HttpRequest, call_next: Callable[[HttpRequest], Awaitable[Response]]) -> Response:
        """Answers a call and counts it, also one that fails."""
        began, status = perf_counter(), 500
        try:
            response = await call_next(request)
            status = response.status_code
        finally:
            method = request.method if request.method in METHODS else UNKNOWN
            route = route_of(request.scope)
            self._seconds.labels(method, route).observe(perf_counter() - began)
            self._calls.labels(method, route, str(status)).inc()
        return response


async def counting(request: HttpRequest, call_next: Callable[[HttpRequest], Awaitable[Response]]) -> Response:
    """Counts a call with the others of its process."""
    traffic: Traffic = request.app.state.traffic
    return await traffic.measured(request, call_next)


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
