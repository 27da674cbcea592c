  // Judgements of answers. The browser keeps by which id each can be taken back, by its question.
  const judged = () => kept("judged") || [];
  const markJudged = () => {
    const all = judged();
    findAll("#gesprek .beurt").forEach((turn) => {
      const one = all.find((each) => each.question === turn.dataset.vraag);
      turn.querySelectorAll("[data-duim]").forEach((button) => {
        button.setAttribute("aria-pressed", String(Boolean(one) && one.thumb === button.dataset.duim));
      });
      const told = turn.querySelector(".beoordeeld");
      if (!told) return;
      told.hidden = !one;
      told.querySelector("span").textContent = one ? (one.id ? told.dataset.bewaard : told.dataset.geteld) : "";
      told.querySelector("button").hidden = !one?.id;
    });
  };
  const remembered = (question, one) => {
    const others = judged().filter((each) => each.question !== question);
    keep("judged", [...others, ...(one ? [{ question, ...one }] : [])].slice(-50));
    markJudged();
  };

  const judge = () => {
    const box = find("#oordeelvak");
    if (!box || box.open) return;
    box.showModal();
    find("#oordeel-kop").focus();
  };
  const judgement = (form, box) => {
    const told = Object.fromEntries(new FormData(form));
    const isDown = told.thumb === "down";
    return {
      thumb: told.thumb,
      reason: isDown && told.reason ? told.reason : null,
      text: told.text,
      corrected: isDown && told.document ? { document: told.document, quote: told.quote } : null,
      consent: told.consent === "on",
      history: JSON.parse(box.dataset.eerder),
      answer: JSON.parse(box.dataset.antwoord),
    };
  };
  const give = async (form) => {
    const box = form.closest("dialog");
    const given = judgement(form, box);
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify(given);
    const reply = await fetch("/api/feedback", { method: "POST", headers, body }).catch(() => null);
    if (!reply || !reply.ok) {
      find("#oordeelmelding").textContent = reply?.status === 404 ? box.dataset.nietsBewaard : box.dataset.mislukt;
      return;
    }
    const { id } = await reply.json();
    const turn = findAll("#gesprek .beurt").find((one) => one.dataset.vraag === box.dataset.vraag);
    box.close();
    remembered(box.dataset.vraag, { thumb: given.thumb, id });
    turn?.querySelector(`[data-duim=${given.thumb}]`).focus();
    announce(turn?.querySelector(".beoordeeld span").textContent || "");
  };
  const takeBack = async (turn) => {
    const question = turn.dataset.vraag;
    const { id } = judged().find((one) => one.question === question);
    const reply = await fetch(`/api/feedback/${encodeURIComponent(id)}`, { method: "DELETE" }).catch(() => null);
    // One that is not there any more has been taken back already.
    if (!reply || !(reply.ok || reply.status === 404)) return trouble(true);
    remembered(question, null);
    turn.querySelector("[data-duim]").focus();
    announce(turn.querySelector(".beoordeeld").dataset.gewist);
  };
  // What was kept, for admins; the newest first.
  const JUDGEMENTS_SHOWN = 100;
  const told = (one, said) => {
    const { thumb, reason, text, corrected, answer } = one.judgement;
    const item = document.createElement("li");
    const asked = document.createElement("strong");
    asked.textContent = answer.question;
    const place = corrected && [said.elders, corrected.document, corrected.quote].filter(Boolean).join(" · ");
    const parts = [said[thumb], JSON.parse(said.redenen)[reason], text, place, one.kept.slice(0, 10)];
    const rest = document.createElement("small");
    rest.textContent = parts.filter(Boolean).join(" · ");
    item.append(asked, " ", rest);
    return item;
  };
  const showJudgements = async () => {
    const section = find("#oordelen-lijst");
    if (!section) return;
    await who();
    if (role !== "admin") return;
    const reply = await fetch("/api/feedback?limit=1000").catch(() => null);
    if (!reply?.ok) return;
    const all = (await reply.json()).reverse();
    const liked = all.filter((one) => one.judgement.thumb === "up").length;
    const counts = [liked, all.length - liked];
    section.querySelector("p").textContent = section.dataset.telling.replace(/\{\}/g, () => counts.shift());
    section.querySelector("ul").replaceChildren(...all.slice(0, JUDGEMENTS_SHOWN).map((one) => told(one, section.dataset)));
    section.hidden = false;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.duim) send("judge", { turn: Number(button.dataset.beurt), thumb: button.dataset.duim, moment: Date.now() });
    if (button && "intrekken" in button.dataset) takeBack(button.closest(".beurt"));
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "oordelen") return;
    event.preventDefault();
    give(event.target);
  });
