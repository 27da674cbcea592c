"""Looks for secrets in what is committed, and for known faults in the libraries that are pinned.

Secrets fail. Known faults are told, and fail with --strict. Without a network that part says so.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
FAULTS = "https://pypi.org/pypi/pip/json"
# Seconds that the network gets: to show that it is there, and to tell of all libraries.
PATIENCE, LONGEST = 5.0, 120.0
SECRETS = {
    "private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
    "key of this program": r"\bbw_[0-9a-f]{12}_[A-Za-z0-9_-]{43}\b",
    "AWS key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})\b",
    "GitLab token": r"\bglpat-[A-Za-z0-9_-]{20,}\b",
    "Slack token": r"\bxox[abprs]-[A-Za-z0-9-]{20,}\b",
    "key of a model's server": r"\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}\b",
    "Google key": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "signed token": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}",
    "password in an address": r"\b[a-z]+://[^\s/:@'\"{}<>]+:[^\s/:@'\"{}<>]{6,}@[a-z0-9.-]+\.[a-z]{2,}",
}
ANY_SECRET = re.compile("|".join(f"(?P<s{i}>{one})" for i, one in enumerate(SECRETS.values())))


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def tracked(root: Path) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, text=True
    )
    return [root / name for name in listed.stdout.split("\0") if name and (root / name).is_file()]


def secrets_in(paths: Iterable[Path]) -> Iterator[str]:
    """Where they stand and what they look like, never what they are."""
    for path in paths:
        lines = path.read_text("utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, 1):
            for found in ANY_SECRET.finditer(line):
                kind = list(SECRETS)[int((found.lastgroup or "s0")[1:])]
                yield f"{path}, line {number}: looks like a {kind}"


def network_answers(address: str = FAULTS) -> bool:
    try:
        return httpx.get(address, timeout=PATIENCE).status_code == 200
    except httpx.HTTPError:
        return False


def known_faults() -> tuple[bool, str]:
    """Whether there are any, and what there is to tell."""
    if not network_answers():
        return False, "pip-audit: not run, for there is no network; run `make check` where there is"
    command = [sys.executable, "-m", "pip_audit", "-r", str(LOCK), "--no-deps", "--disable-pip"]
    try:
        done = subprocess.run(
            [*command, "--progress-spinner", "off", "--timeout", "10"],
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False, f"pip-audit: not finished, for the network took over {LONGEST:g} seconds"
    told = (done.stdout + done.stderr).strip()
    if done.returncode and "vulnerabilit" not in told:
        return False, f"pip-audit: not run ({told.splitlines()[-1] if told else 'no reason given'})"
    return bool(done.returncode), f"pip-audit: {told}"


def main() -> int:
    secrets = list(secrets_in(tracked(ROOT)))
    tell("\n".join(secrets) or "secrets: none in what is committed")
    has_faults, told = known_faults()
    tell(told)
    return int(bool(secrets) or (has_faults and "--strict" in sys.argv))


if __name__ == "__main__":
    sys.exit(main())
