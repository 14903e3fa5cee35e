"""Who visits the bare service, at the same rate. Run by locust, see `mixed`."""

import random
from typing import Any

from locust import FastHttpUser, constant_throughput, task

from tests.load.visitors import PLAN, number, wait_a_while
from tests.load.visitors import Visitor as _Mixed

_Mixed.abstract = True


class BareVisitor(FastHttpUser):
    """Reads one offer after the other."""

    wait_time = constant_throughput(PLAN["each"])

    def __init__(self, environment: Any) -> None:
        self.host = PLAN["hosts"][next(number) % len(PLAN["hosts"])]
        super().__init__(environment)

    def on_start(self) -> None:
        """Begins at any moment."""
        wait_a_while()

    @task
    def read(self) -> None:
        """One offer."""
        self.client.get(f"/offers/{random.choice(PLAN['offers'])}", name="bare /offers/{}")
