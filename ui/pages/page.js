() => {
  document.documentElement.lang = "nl";
  const wide = () => window.matchMedia("(min-width: 1000px)").matches;
  const find = (selector) => document.querySelector(selector);
  const plainClick = (event) => event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
  let chosen = null;
  let turns = 0;
  let opened = 0;

  const open = (link) => {
    document.querySelectorAll("a[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
    chosen = link;
    document.body.dataset.bron = "open";
    find("#bron-apart").href = link.href;
    find("#bron-nummer").textContent = link.dataset.nummer || "";
    if (!wide()) find("#rechts").scrollIntoView();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[target="bron"]');
    if (link && plainClick(event)) open(link);
    if (event.target.closest("#bron-terug")) {
      delete document.body.dataset.bron;
      if (chosen) { chosen.removeAttribute("aria-current"); chosen.focus(); }
    }
  });

  const shown = () => {
    const all = document.querySelectorAll("#gesprek .beurt");
    const last = all[all.length - 1];
    if (all.length < turns) { delete document.body.dataset.bron; opened = 0; }
    if (all.length > turns && all.length > 1) last.scrollIntoView({ block: "start" });
    turns = all.length;
    const first = last && last.querySelector('.tekst a[target="bron"]');
    if (first && opened < turns) {
      opened = turns;
      if (wide()) first.click();
    }
  };
  window.bronwijzer = { shown: () => setTimeout(shown, 60) };
}
