  let turns = 0;
  let opened = 0;
  const hold = window.bronwijzerHold;

  const remember = () => {
    // Half a conversation is not to be kept.
    if (hold.on) return;
    const all = findAll("#gesprek .beurt").map((turn) => ({
      question: turn.dataset.vraag,
      documents: turn.dataset.documenten.split(" ").filter(Boolean),
    }));
    keep("turns", all.slice(-20));
  };

  // The last turn may be newer than what was remembered.
  window.addEventListener("pagehide", remember);

  const tell = (last) => {
    const busy = last.querySelector(".zoekt p");
    const done = last.querySelector(".uitkomst");
    announce((done || busy || { textContent: "" }).textContent);
  };

  const shown = () => {
    const all = findAll("#gesprek .beurt");
    const last = all[all.length - 1];
    if (all.length < turns) { opened = 0; close(); }
    if (all.length > turns && turns > 0 && !hold.on) last.scrollIntoView();
    turns = all.length;
    remember();
    markJudged();
    if (!last) return;
    tell(last);
    if (document.activeElement === document.body && !hold.on) {
      last.querySelector(".vraag").focus({ preventScroll: true });
    }
    const first = last.querySelector(".antwoord:not(.zoekt) .tekst a[target=bron]");
    if (first && opened < turns) {
      opened = turns;
      // A reader who was quicker keeps the source of their own choice.
      if (wide() && view() === "vragen" && !last.contains(chosen)) open(first);
    }
  };

  const answerText = (turn) => {
    const text = turn.querySelector(".tekst").innerText.trim();
    const list = [...turn.querySelectorAll(".bronnen li")].map((one) => one.innerText.replace(/\s+/g, " "));
    return [turn.dataset.vraag, text, ...list].join("\n\n");
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-vraag], button[data-doe]");
    if (!button) return;
    if (button.dataset.vraag) {
      location.hash = "#/vragen";
      const question = button.dataset.vraag;
      if (hold.on) hold.question = question;
      else send("ask", { question });
      return;
    }
    const turn = Number(button.dataset.beurt);
    const article = findAll("#gesprek .beurt")[turn];
    const said = find("#storing").dataset;
    switch (button.dataset.doe) {
      case "again": return hold.on || send("again", { turn });
      case "edit": return rewrite(article.dataset.vraag);
      case "copy": copy(answerText(article)); return confirm(button, said.gekopieerd);
      case "keep_answer": send("keep_answer", { turn }); return confirm(button, said.bewaard);
    }
  });

  const rewrite = (question) => {
    const box = fillBox("#vraagvak textarea", question);
    box.focus();
    box.scrollIntoView({ block: "nearest" });
  };

  const restore = () => {
    const saved = kept("turns");
    if (Array.isArray(saved) && saved.length) send("restore", { turns: saved });
    else restored();
  };
  const restored = () => {
    const { question, anew } = hold;
    hold.translating = hold.anew = false;
    if (anew) return find("#opnieuw").click();
    hold.on = false;
    hold.question = null;
    remember();
    if (question !== null) send("ask", { question });
  };
  const translated = () => { if (hold.translating) restored(); };
