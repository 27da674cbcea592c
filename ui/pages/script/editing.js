  // Editors change documents by the API; for others the server refuses, and nothing is shown.
  let role = null;
  let token = "";
  let reported = "";
  const who = async () => {
    if (role !== null) return;
    const reply = await fetch("/api/me").catch(() => null);
    const known = reply && reply.ok ? await reply.json() : {};
    role = known.role || "";
    token = known.token || "";
  };
  const proof = () => (token ? { "X-CSRF-Token": token } : {});
  const showEditing = async () => {
    if (!find("#toevoegen")) return;
    await who();
    findAll(".redactie").forEach((one) => { one.hidden = !["editor", "admin"].includes(role); });
    if (!reported) return;
    tellEditor(reported);
    find("#toevoegmelding").scrollIntoView({ block: "nearest" });
    reported = "";
  };

  const dialog = () => find("#beheer");
  const tellEditor = (text) => { find(dialog().open ? "#beheermelding" : "#toevoegmelding").textContent = text; };
  const because = (text, status) => {
    const reasons = JSON.parse(dialog().dataset.redenen);
    const fits = Object.keys(reasons).find((one) => one && text.includes(one));
    return reasons[fits || status] || reasons[""];
  };
  const refusal = (status, body) => {
    let problem = {};
    try { problem = JSON.parse(body); } catch (_) { problem = {}; }
    return `${dialog().dataset.geweigerd}: ${because(problem.detail || "", String(status))}.`;
  };
  // Long work goes on after the reply: it is asked after until it is done.
  const outcome = async (status, body) => {
    let job = JSON.parse(body);
    while (status === 202 && ["waiting", "working"].includes(job.state)) {
      await new Promise((later) => setTimeout(later, 1500));
      tellEditor(`${dialog().dataset.leest} ${job.encoded}/${job.texts}`);
      job = await (await fetch(`/api/documents/jobs/${encodeURIComponent(job.id)}`)).json();
    }
    return job;
  };
  const report = (job, done) => {
    const said = dialog().dataset;
    if (job.problem) return `${said.geweigerd}: ${because(job.problem, "503")}.`;
    const lines = job.fates.map((fate) => {
      if (fate.problem) return `${fate.document}: ${because(fate.problem, "422")}.`;
      const asked = fate.asked.length ? `; ${said.gemist}: ${fate.asked.map((one) => said[one] || one).join(", ")}` : "";
      const count = `${fate.passages} ${fate.passages === 1 ? said.passage : said.passages}`;
      return fate.passages ? `${fate.document}: ${count}${asked}.` : "";
    });
    return [done, ...lines].filter(Boolean).join(" ");
  };
  const finish = async (status, body, done) => {
    if (status >= 300) return tellEditor(refusal(status, body));
    reported = report(await outcome(status, body), done);
    if (dialog().open) dialog().close();
    send("documents", {});
  };
  const change = async (method, id, done, told) => {
    const headers = { ...proof(), ...(told ? { "Content-Type": "application/json" } : {}) };
    tellEditor(dialog().dataset.leest);
    try {
      const address = `/api/documents/${encodeURIComponent(id)}`;
      const reply = await fetch(address, { method, headers, body: told && JSON.stringify(told) });
      finish(reply.status, await reply.text(), done);
    } catch (_) {
      trouble(true);
    }
  };

  const names = (text) => text.split(";").map((one) => one.trim()).filter(Boolean);
  const upload = (form, id) => {
    const said = dialog().dataset;
    const request = new XMLHttpRequest();
    request.open("POST", "/api/documents");
    request.upload.onprogress = (sent) => {
      const part = Math.round((100 * sent.loaded) / sent.total);
      tellEditor(part < 100 ? `${said.verstuur}: ${part}%` : said.leest);
    };
    request.onerror = () => trouble(true);
    request.onload = () => finish(request.status, request.responseText, form.dataset.klaar);
    const data = new FormData();
    if (id) data.append("id", id);
    for (const [name, value] of new FormData(form)) {
      if (name === "authors") names(value).forEach((one) => data.append("authors", one));
      else if (value !== "") data.append(name, value);
    }
    if (token) request.setRequestHeader("X-CSRF-Token", token);
    request.send(data);
  };

  const manage = (known) => {
    dialog().dataset.id = known.id;
    find("#beheer-kop").textContent = known.title;
    const form = find("#beschrijven");
    for (const name of ["title", "authors", "publisher", "year", "url"]) form.elements[name].value = known[name];
    form.elements.year.required = known.year !== "";  // what is known can be corrected, not unknown
    tellEditor("");
    dialog().showModal();
    find("#beheer-kop").focus();
  };
  const describe = (form) => {
    const { title, authors, publisher, year, url } = Object.fromEntries(new FormData(form));
    const told = { title, authors: names(authors), publisher, url: url.trim(), ...(year && { year: Number(year) }) };
    change("PATCH", dialog().dataset.id, form.dataset.klaar, told);
  };
  // The first click asks, the second does.
  const sure = (button) => {
    if (button.dataset.gevraagd) return true;
    button.dataset.gevraagd = "ja";
    button.textContent = button.dataset.zeker;
    return false;
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!["toevoegen", "beschrijven", "vervangen"].includes(form.id)) return;
    event.preventDefault();
    if (form.id === "toevoegen") upload(form);
    if (form.id === "beschrijven") describe(form);
    if (form.id === "vervangen" && sure(form.querySelector("button"))) upload(form, dialog().dataset.id);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.beheer) manage(JSON.parse(button.dataset.beheer));
    if (button.id === "beheer-weg" && sure(button)) change("DELETE", dialog().dataset.id, button.dataset.klaar);
    if ("sluit" in button.dataset) button.closest("dialog").close();
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("#nieuwbestand, #vervangbestand")) return;
    event.target.nextElementSibling.querySelector("span").textContent = event.target.files[0]?.name || "";
  });
