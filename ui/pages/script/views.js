  const views = ["vragen", "inwerken", "toetsen", "verwijzen", "documenten", "kwaliteit"];
  const lazy = { inwerken: "learn", documenten: "documents", kwaliteit: "quality" };
  const filled = new Set();

  const view = () => {
    const named = location.hash.replace("#/", "");
    return views.includes(named) ? named : "vragen";
  };
  const fill = () => {
    const what = lazy[view()];
    if (!what || filled.has(what) || !window.bronwijzerReady) return;
    filled.add(what);
    send(what, {});
  };
  const turnTo = (focus) => {
    const now = view();
    document.body.dataset.deel = now;
    findAll("#onderdelen a").forEach((link) => {
      if (link.hash === `#/${now}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    const named = find(`#onderdelen a[href="#/${now}"]`);
    if (named) document.title = now === "vragen" ? "Bronwijzer" : `${named.firstChild.textContent.trim()} · Bronwijzer`;
    fill();
    if (focus) {
      window.scrollTo(0, 0);
      find(`#deel-${now} h2`)?.focus({ preventScroll: true });
    }
  };
  window.addEventListener("hashchange", () => turnTo(true));

  const speak = (language) => {
    document.documentElement.lang = language;
    keep("language", language);
    setTimeout(() => turnTo(false), 300);
  };
