"""How the page looks: a Gradio theme with the fonts that Gradio itself ships, and our own style."""

from pathlib import Path

from gradio.themes import Base, Color, LocalFont, sizes

PAGES = Path(__file__).parent / "pages"
STYLES = ("page", "conversation", "source", "views")
SCRIPTS = (
    *("start", "source", "plan", "conversation", "views"),
    *("basket", "editing", "judge", "tips", "nudge", "end"),
)


def _read(folder: str, names: tuple[str, ...], kind: str) -> str:
    return "\n".join((PAGES / folder / f"{name}.{kind}").read_text("utf-8") for name in names)


STYLE = _read("style", STYLES, "css")
# In the page's head, before anything is shown.
FIRST_SCRIPT = f"<script>(() => {{\n{_read('script', ('hold',), 'js')}}})();</script>"
# One function, which Gradio calls when the page is there.
SCRIPT = f"() => {{\n{_read('script', SCRIPTS, 'js')}}}"

BLUE = Color(
    c50="#eef5fb", c100="#d7e7f5", c200="#b0d0ec", c300="#8cc2f5", c400="#4d97d6",
    c500="#1f6cb0", c600="#134e86", c700="#0f406f", c800="#0b3157", c900="#08233f",
    c950="#061a2f",
)  # fmt: skip


def theme() -> Base:
    # The semibold that Gradio ships lacks most letters (6.31); the bold is whole.
    letters = LocalFont("IBM Plex Sans", weights=(400, 700))
    return Base(
        primary_hue=BLUE,
        neutral_hue="slate",
        radius_size=sizes.radius_md,
        font=(letters, "system-ui", "sans-serif"),
    )
