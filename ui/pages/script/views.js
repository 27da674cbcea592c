  const views = ["vragen", "inwerken", "toetsen", "verwijzen", "documenten", "kwaliteit"];
  const lazy = { inwerken: "learn", documenten: "documents", kwaliteit: "quality" };
  const filled = new Set();

  const view = () => {
    const named = location.hash.replace("#/", "");
    return views.includes(named) ? named : "vragen";
  };
  const fill = () => {
    const what = lazy[view()];
    if (view() === "verwijzen" && window.bronwijzerReady) refer();
    if (!what || filled.has(what) || !window.bronwijzerReady) return;
    if (what === "learn") filled.add(what);
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
  window.addEventListener("hashchange", () => {
    // A source belongs to the view that it was opened from.
    if (document.body.dataset.deel !== view()) close();
    turnTo(true);
  });

  let spoken = null;
  const speak = (language) => {
    document.documentElement.lang = language;
    keep("language", language);
    if (isOpen()) goTo(frame().contentWindow.location.href);
    filled.clear();
    setTimeout(() => turnTo(false), 300);
    if (spoken) spoken();
    spoken = null;
  };

  // What a reader has read, found and may do, once a view is filled.
  const markRead = () => {
    const read = new Set(kept("read") || []);
    findAll("[data-gelezen]").forEach((box) => { box.checked = read.has(box.dataset.gelezen); });
  };
  const narrowTerms = (asked) => {
    const terms = findAll(".begrippen > li");
    const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
    terms.forEach((term) => {
      term.hidden = !words.every((word) => term.dataset.namen.includes(word));
    });
    const count = terms.filter((term) => !term.hidden).length;
    const said = find("#aantal-begrippen");
    said.textContent = count ? `${count} ${count === 1 ? said.dataset.een : said.dataset.woord}` : said.dataset.geen;
  };
  document.addEventListener("input", (event) => {
    if (event.target.id === "zoek-begrip") narrowTerms(event.target.value);
  });
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.dataset.gelezen) {
      // The same section stands in the paths of several roles.
      findAll(`[data-gelezen="${CSS.escape(box.dataset.gelezen)}"]`).forEach((one) => { one.checked = box.checked; });
      keep("read", [...new Set(findAll("[data-gelezen]:checked").map((one) => one.dataset.gelezen))]);
    }
  });
  const playRole = () => {
    const role = kept("role");
    findAll(".rollen input").forEach((one) => { if (one.value === role) one.checked = true; });
  };
  document.addEventListener("change", (event) => {
    if (!["rol", "rol-leespad"].includes(event.target.name)) return;
    keep("role", event.target.value);
    playRole();
  });
  const filledIn = () => {
    markRead();
    playRole();
    showEditing();
    showJudgements();
    if (document.activeElement === document.body) {
      find(`#deel-${view()} h2`)?.focus({ preventScroll: true });
    }
  };
