"""Accessibility by axe-core: every view in both themes, wide and narrow."""

from itertools import product
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}
# Once the page has taken the theme, and what moves has arrived.
AT_REST = """async (dark) => {
  const frame = () => new Promise(requestAnimationFrame);
  const isGradio = document.querySelector("gradio-app");
  while (isGradio && document.body.classList.contains("dark") !== dark) await frame();
  await frame();
  await frame();
  const moving = document.getAnimations();
  const ending = moving.filter((one) => one.effect.getTiming().iterations !== Infinity);
  await Promise.allSettled(ending.map((one) => one.finished));
}"""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def faults(page: Page) -> list[str]:
    """Violations of level A and AA, as the page stands: rule, and where."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


def all_faults(page: Page) -> list[str]:
    """The same in light and dark, at 1280 and 360 pixels; the page is as before after it."""
    before = page.viewport_size
    assert before
    found = []
    for width, scheme in product((1280, 360), SCHEMES):
        page.set_viewport_size({"width": width, "height": before["height"]})
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AT_REST, scheme == "dark")
        # The question bar sticks to the window's end: only there it lies over nothing.
        page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
        found += [f"{width} {scheme} {one}" for one in faults(page)]
    page.set_viewport_size(before)
    page.emulate_media(color_scheme="light")
    return found
