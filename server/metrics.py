"""What an operator measures, for Prometheus; the only module that knows prometheus_client."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

# Seconds: quotes take a tenth of one, a language model up to half a minute.
SECONDS = (0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 12, 30, 60)


class Metrics:
    """In a registry of its own. Labels are names from the code, never what somebody sent."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.questions = Counter(
            "bronwijzer_questions",
            "Questions by what became of them.",
            ["outcome"],
            registry=registry,
        )
        self.stages = Histogram(
            "bronwijzer_stage_seconds",
            "Time that the stages of an answer take.",
            ["stage"],
            buckets=SECONDS,
            registry=registry,
        )
        self.requests = Histogram(
            "bronwijzer_request_seconds",
            "Time that requests take, by status.",
            ["method", "status"],
            buckets=SECONDS,
            registry=registry,
        )
        self.refusals = Counter(
            "bronwijzer_refusals",
            "Requests that were refused, by status.",
            ["status"],
            registry=registry,
        )
        self.thumbs = Counter(
            "bronwijzer_thumbs", "Judgements of answers, kept or not.", ["thumb"], registry=registry
        )
        self.index = Gauge(
            "bronwijzer_index",
            "1 for the index that answers.",
            ["generation", "fingerprint"],
            registry=registry,
        )
        self.documents = Gauge("bronwijzer_documents", "Documents in it.", registry=registry)
        self.beside = Gauge(
            "bronwijzer_beside_resident_memory_bytes",
            "Memory of the processes that answer beside this one.",
            registry=registry,
        )

    def show_index(self, generation: str, fingerprint: str, documents: int) -> None:
        """The index that answers now, and no other."""
        self.index.clear()
        self.index.labels(generation, fingerprint).set(1)
        self.documents.set(documents)

    def text(self) -> bytes:
        return generate_latest(self._registry)
