"""Measures how the page of a running server feels: times, layout shift, heap and errors.

python docs/page_speed.py http://127.0.0.1:7860 [QUESTIONS]
python docs/page_speed.py http://127.0.0.1:7860 --use MINUTES [SEED]

Thirty gold questions are asked in a browser, each in a conversation of its own, for the times; then
the same ones over and over until QUESTIONS (100) were asked, for the heap. With --use the page is
used at random for so many minutes: any gold question, sources, views, plans and both languages.
"""

import json
import random
import shutil
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

GOLD = Path(__file__).parents[1] / "evals" / "questions.jsonl"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TIMED, FIRST_HEAP, LOADS = 30, 10, 5
# Questions in a conversation of --use; the heap is looked at between two.
TURNS, HEAPS = 5, (10, 100)
VIEWS = ("inwerken", "toetsen", "verwijzen", "documenten", "kwaliteit")
CLAIM = "Ervaringsdeskundigen bieden geen meerwaarde. Wij bouwen een zwembad."
# Notes when the page can be used, each layout shift that no input caused, and when the answer to
# what is entered and the first passage of it are seen.
WATCH = """
window.seen = { usable: 0, shifts: [], asked: 0, passage: 0, answer: 0 };
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) {
    if (!one.hadRecentInput) window.seen.shifts.push([one.startTime, one.value]);
  }
}).observe({ type: "layout-shift", buffered: true });
addEventListener("keydown", (event) => {
  const now = performance.now();
  if (event.key === "Enter") Object.assign(window.seen, { asked: now, passage: 0, answer: 0 });
}, true);
const look = () => {
  const [seen, now] = [window.seen, performance.now()];
  const shows = (selector) => Boolean(document.querySelector(selector)?.checkVisibility());
  const isReady = window.bronwijzerReady && shows("#vraagvak textarea");
  if (!seen.usable && isReady) seen.usable = now;
  const passage = ".beurt :is(.gevonden li, .tekst li, .passages[open] li)";
  if (seen.asked && !seen.passage && shows(passage)) seen.passage = now;
  if (seen.asked && !seen.answer && shows(".beurt .uitkomst")) seen.answer = now;
  requestAnimationFrame(look);
};
look();
"""


def all_questions() -> list[str]:
    lines = GOLD.read_text("utf-8").splitlines()
    return [str(json.loads(line)["question"]) for line in lines]


def questions() -> list[str]:
    asked = all_questions()
    return asked[:: len(asked) // TIMED][:TIMED]


def opened(browser: Browser, address: str, errors: list[str]) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 860}).new_page()
    page.set_default_timeout(60_000)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_function("window.seen.usable > 0")
    return page


def ask(page: Page, question: str) -> tuple[float, float | None]:
    """Seconds until the whole answer is seen, and until a passage is, where one is shown."""
    box = page.get_by_label("Uw vraag")
    box.fill(question)
    box.press("Enter")
    page.wait_for_function("window.seen.answer > 0")
    seen = page.evaluate("window.seen")
    page.get_by_role("button", name="Begin opnieuw").click()
    page.locator("#begin").wait_for()
    passage = (seen["passage"] - seen["asked"]) / 1000 if seen["passage"] else None
    return (seen["answer"] - seen["asked"]) / 1000, passage


def layout_shift(shifts: list[tuple[float, float]]) -> float:
    """Cumulative layout shift as web.dev defines it: the worst window of shifts less than a second
    apart, five seconds at most."""
    worst = total = 0.0
    began = last = float("-inf")
    for at, value in shifts:
        if at - last > 1000 or at - began > 5000:
            began, total = at, 0.0
        last, total = at, total + value
        worst = max(worst, total)
    return worst


def heap(session: CDPSession) -> float:
    """MiB of JavaScript after a thorough collection of garbage."""
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 2**20


def middle_and_p95(values: list[float]) -> list[float]:
    cuts = statistics.quantiles(values, n=20, method="inclusive")
    return [round(statistics.median(values), 2), round(cuts[-1], 2)]


def measure(browser: Browser, address: str, count: int) -> dict[str, object]:
    errors: list[str] = []
    opened(browser, address, errors).context.close()  # the first one warms the server
    usable = []
    for _ in range(LOADS):
        page = opened(browser, address, errors)
        usable.append(page.evaluate("window.seen.usable") / 1000)
        page.context.close()
    page = opened(browser, address, errors)
    session = page.context.new_cdp_session(page)
    asked, times, heaps = questions(), [], {}
    for number in range(1, count + 1):
        times.append(ask(page, asked[(number - 1) % TIMED]))
        if number in (FIRST_HEAP, count):
            heaps[number] = round(heap(session), 2)
    whole = [answer for answer, _ in times[:TIMED]]
    first = [passage for _, passage in times[:TIMED] if passage is not None]
    return {
        "seconds until the first view is usable, worst of five": round(max(usable), 2),
        "seconds to the first passage, p50 and p95": middle_and_p95(first),
        "seconds to the whole answer, p50 and p95": middle_and_p95(whole),
        "questions timed, and with a passage": [len(whole), len(first)],
        "layout shift": round(layout_shift(page.evaluate("window.seen.shifts")), 4),
        "MiB of heap after so many questions": heaps,
        "errors": errors,
    }


def say(page: Page, question: str) -> None:
    """Asks on in the conversation, in whatever language the page speaks."""
    turns = page.locator(".beurt").count()
    page.locator("#vraagvak textarea").fill(question)
    page.locator("#vraagvak textarea").press("Enter")
    page.locator(".beurt").nth(turns).locator(".antwoord:not(.zoekt)").wait_for()


def read_source(page: Page, chance: random.Random) -> None:
    chips = page.locator(".beurt .chip")
    if count := chips.count():
        chips.nth(chance.randrange(count)).click()
        page.frame_locator("iframe[name=bron]").locator("mark").first.wait_for()
        page.locator("#bron-kopieer").click()
        page.locator("[data-blader=start]").click()
        page.frame_locator("iframe[name=bron]").locator(".inhoud").wait_for()


def turn_to(page: Page, view: str) -> None:
    page.locator(f"#onderdelen a[href='#/{view}']").click()
    page.locator(f"#deel-{view}").wait_for()
    if view == "toetsen":
        page.locator("#plantekst textarea").fill(CLAIM)
        page.locator("#toetsknop").click()
        page.locator(".zinnen li").nth(1).wait_for()


def speak(page: Page, language: str) -> None:
    page.locator(f"#taal label:has(input[value={language}])").click()
    page.wait_for_function("(wanted) => document.documentElement.lang === wanted", arg=language)


def keep(page: Page) -> None:
    """Keeps the last answer and throws it away again."""
    button = page.locator("[data-doe=keep_answer]")
    if button.count():
        button.last.click()
        turn_to(page, "verwijzen")
        page.locator("[data-weg]").first.click()
        page.locator("[data-weg]").first.wait_for(state="detached")


def do_something(page: Page, chance: random.Random, done: Counter[str]) -> None:
    what = chance.choice(("source", "view", "language", "keep", "nothing"))
    done[what] += 1
    if what == "source":
        read_source(page, chance)
    if what == "view":
        turn_to(page, chance.choice(VIEWS))
    if what == "language":
        speak(page, chance.choice(("nl", "en")))
    if what == "keep":
        keep(page)
    turn_to(page, "vragen")


def use(browser: Browser, address: str, minutes: float, seed: int = 1) -> dict[str, object]:
    errors: list[str] = []
    chance, done, heaps = random.Random(seed), Counter[str](), {}
    page = opened(browser, address, errors)
    session = page.context.new_cdp_session(page)
    for language in ("en", "nl"):  # what is filled once is no leak
        speak(page, language)
        for view in (*VIEWS, "vragen"):
            turn_to(page, view)
    asked, until = all_questions(), time.monotonic() + 60 * minutes
    while time.monotonic() < until:
        say(page, chance.choice(asked))
        done["question"] += 1
        do_something(page, chance, done)
        if done["question"] % TURNS == 0:
            page.locator("#opnieuw").click()
            page.locator("#begin").wait_for()
            if done["question"] in HEAPS:
                heaps[done["question"]] = round(heap(session), 2)
    heaps[done["question"]] = round(heap(session), 2)
    return {"done": done, "MiB of heap after so many questions": heaps, "errors": errors}


def main(address: str, *told: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        if told[:1] == ("--use",):
            found = use(browser, address, float(told[1]), *map(int, told[2:]))
        else:
            found = measure(browser, address, *map(int, told or ("100",)))
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
