"""Clients that ask a server one question after another, and what they saw."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

# After so many answers the server's memory is read.
EARLY, LATE = 1_000, 10_000
# Refusals that are no failure when they say when to come back.
LATER = (429, 503)
Said = tuple[str, str]


@dataclass
class Seen:
    """What the clients saw so far."""

    statuses: Counter[int] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    said: list[tuple[str, Said]] = field(default_factory=list)
    failures: int = 0
    memory: dict[int, float] = field(default_factory=dict)


class Clients:
    """Ask one question after another; who is told to come back later does so."""

    def __init__(self, url: str, questions: Sequence[str]) -> None:
        self._url, self._questions = url, itertools.cycle(questions)
        self.seen = Seen()

    async def ask_for(self, count: int, seconds: float, most: int | None = None) -> None:
        """Until the time is over, or `most` were answered."""
        until = time.monotonic() + seconds
        limits = httpx.Limits(max_connections=count + 1)
        async with httpx.AsyncClient(base_url=self._url, timeout=120, limits=limits) as client:
            await asyncio.gather(*(self._ask(client, until, most) for _ in range(count)))

    async def _ask(self, client: httpx.AsyncClient, until: float, most: int | None) -> None:
        while time.monotonic() < until and (most is None or self.seen.statuses[200] < most):
            question, started = next(self._questions), time.perf_counter()
            try:
                reply = await client.post("/api/ask", json={"question": question})
            except httpx.HTTPError:
                self.seen.failures += 1
                continue
            self._note(question, reply, time.perf_counter() - started)
            if reply.status_code in LATER:
                await asyncio.sleep(float(reply.headers.get("retry-after", 1)))
            if self.seen.statuses[200] in (EARLY, LATE):
                await self._weigh(client)

    def _note(self, question: str, reply: httpx.Response, seconds: float) -> None:
        seen, status = self.seen, reply.status_code
        seen.statuses[status] += 1
        if status == 200:
            seen.times.append(seconds)
            seen.said.append((question, said(reply)))
        elif status not in LATER or "retry-after" not in reply.headers:
            seen.failures += 1

    async def _weigh(self, client: httpx.AsyncClient) -> None:
        count = self.seen.statuses[200]
        told = (await client.get("/metrics")).text
        self.seen.memory.setdefault(count, resident(told))


def said(reply: httpx.Response) -> Said:
    told = reply.json()
    return told["outcome"], told["text"]


def resident(metrics: str) -> float:
    """MiB of the server and of the processes beside it."""
    names = ("process_resident_memory_bytes", "bronwijzer_beside_resident_memory_bytes")
    told = [line.split(" ") for line in metrics.splitlines()]
    return sum(float(words[1]) for words in told if words[0] in names) / 2**20


def single_answers(url: str, questions: Sequence[str]) -> dict[str, Said]:
    with httpx.Client(base_url=url, timeout=120) as client:
        return {q: said(client.post("/api/ask", json={"question": q})) for q in questions}
