() => {
  document.documentElement.lang = "nl";
  const find = (selector) => document.querySelector(selector);
  const wide = () => window.matchMedia("(min-width: 1000px)").matches;
  const plain = (click) => click.button === 0 && !(click.metaKey || click.ctrlKey || click.shiftKey);
  let chosen = null;
  let turns = 0;
  let opened = 0;

  const choose = (link) => {
    if (chosen) chosen.removeAttribute("aria-current");
    chosen = link;
    if (link) link.setAttribute("aria-current", "true");
  };

  // The place is replaced, so that the back button leaves the page instead of walking the sources.
  const open = (link) => {
    choose(link);
    find("#rechts").dataset.bron = "open";
    find("#bron-apart").href = link.href;
    find("#bron-nummer").textContent = link.dataset.nummer || "";
    find("iframe[name=bron]").contentWindow.location.replace(link.href.split("#")[0]);
    if (!wide()) find("#rechts").scrollIntoView();
  };

  const close = () => {
    delete find("#rechts").dataset.bron;
    if (chosen) chosen.focus();
    choose(null);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[target="bron"]');
    if (link && plain(event)) {
      event.preventDefault();
      open(link);
    }
    if (event.target.closest("#bron-terug")) close();
  });

  // Only the frame scrolls to the quote: a fragment in its address would scroll this page too.
  document.addEventListener("load", (event) => {
    if (event.target.name !== "bron") return;
    const page = event.target.contentDocument;
    page.documentElement.classList.add("ingekaderd");
    const mark = page.querySelector("#citaat")?.getBoundingClientRect();
    const height = event.target.clientHeight;
    if (mark && mark.bottom > height * 0.9) {
      event.target.contentWindow.scrollTo(0, mark.top - height * 0.3);
    }
  }, true);

  const shown = () => {
    const all = document.querySelectorAll("#gesprek .beurt");
    const last = all[all.length - 1];
    if (all.length < turns) { opened = 0; close(); }
    if (all.length > turns && turns > 0) last.scrollIntoView();
    turns = all.length;
    const first = last && last.querySelector(".tekst a[target=bron]");
    if (first && opened < turns) {
      opened = turns;
      // A reader who was quicker keeps the source of their own choice.
      if (wide() && !last.contains(chosen)) open(first);
    }
  };
  window.bronwijzer = { shown: () => setTimeout(shown, 60) };
}
