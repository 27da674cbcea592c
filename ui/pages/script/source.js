  let chosen = null;

  const choose = (link) => {
    if (chosen) chosen.removeAttribute("aria-current");
    chosen = link;
    if (link) link.setAttribute("aria-current", "true");
  };
  const frame = () => find("iframe[name=bron]");

  // The place is replaced, so that the back button leaves the page instead of walking the sources.
  const goTo = (href) => {
    const address = new URL(href, location.href);
    if (address.origin !== location.origin) return;
    // What was opened before the reader chose another language goes on in that one.
    if (document.documentElement.lang === "en") address.searchParams.set("taal", "en");
    else address.searchParams.delete("taal");
    address.hash = "";
    frame().contentWindow.location.replace(address);
  };

  const open = (link) => {
    choose(link);
    find("#rechts").dataset.bron = "open";
    find("#bron-nummer").textContent = link.dataset.nummer || "";
    goTo(link.href);
    if (!wide()) find("#rechts").scrollIntoView();
  };

  const isOpen = () => find("#rechts").dataset.bron === "open";
  const close = () => {
    delete find("#rechts").dataset.bron;
    find("#bron-nummer").textContent = "";
    choose(null);
  };
  const backToAnswer = () => {
    const from = chosen;
    close();
    if (from && from.isConnected) from.focus();
  };

  // Under /bron/DOCUMENT stands its text, and under /bron/DOCUMENT/blad/N a page as it was printed.
  const shownDocument = () => frame().contentWindow.location.pathname.split("/")[2];

  const leaf = (way) => {
    const page = frame().contentDocument;
    if (way === "start") return goTo(`/bron/${shownDocument()}`);
    const link = page.querySelector(`a[rel=${way}]`);
    if (link) goTo(link.href);
  };

  const copy = async (text) => {
    window.bronwijzer.copied = text;
    try {
      await navigator.clipboard.writeText(text);
    } catch (_) {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      if (!done) return announce(find("#storing").dataset.nietGekopieerd);
    }
    announce(find("#storing").dataset.gekopieerd);
  };
  const confirm = (button, text) => {
    const before = button.dataset.tekst || button.textContent;
    button.dataset.tekst = before;
    button.textContent = `✓ ${text}`;
    setTimeout(() => { button.textContent = before; }, 2500);
  };

  // The quote that is marked in the source, or nothing; and what it is a quote of.
  const quoted = () =>
    [...frame().contentDocument.querySelectorAll("mark")].map((one) => one.textContent).join(" ");
  const place = () => {
    const asked = new URLSearchParams(frame().contentWindow.location.search);
    return [decodeURIComponent(shownDocument()), Number(asked.get("start")), Number(asked.get("end"))];
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[target="bron"]');
    if (link && plain(event)) {
      event.preventDefault();
      open(link);
    }
    const button = event.target.closest("button");
    if (!button) return;
    const said = find("#storing").dataset;
    if (button.id === "bron-terug") backToAnswer();
    if (button.dataset.blader) leaf(button.dataset.blader);
    if (button.id === "bron-kopieer") {
      const reference = frame().contentDocument.querySelector("#verwijzing")?.textContent.trim();
      copy(quoted() ? `“${quoted()}” (${reference})` : reference);
      confirm(button, said.gekopieerd);
    }
    if (button.id === "bron-bewaar") {
      send("keep", { place: place() });
      confirm(button, said.bewaard);
    }
  });

  // Only the frame scrolls to the quote: a fragment in its address would scroll this page too.
  document.addEventListener("load", (event) => {
    if (event.target.name !== "bron") return;
    const page = event.target.contentDocument;
    if (!page || page.location.href === "about:blank") return;
    page.documentElement.classList.add("ingekaderd");
    find("#bron-apart").href = page.location.href;
    const marked = Boolean(page.querySelector("mark"));
    find("#bron-bewaar").hidden = !marked;
    findAll("[data-blader]").forEach((button) => {
      const way = button.dataset.blader;
      button.disabled = way !== "start" && !page.querySelector(`a[rel=${way}]`);
    });
    const mark = page.querySelector("#citaat")?.getBoundingClientRect();
    const height = event.target.clientHeight;
    if (mark && mark.bottom > height * 0.9) {
      event.target.contentWindow.scrollTo(0, mark.top - height * 0.3);
    }
  }, true);
