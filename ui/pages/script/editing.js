  // Editors add and remove documents by the API; for others the server refuses, and nothing is shown.
  let editor = null;
  const showEditing = async () => {
    if (!find("#toevoegen")) return;
    if (editor === null) {
      const reply = await fetch("/api/me").catch(() => null);
      const who = reply && reply.ok ? await reply.json() : {};
      editor = ["editor", "administrator"].includes(who.role);
    }
    findAll(".redactie").forEach((one) => { one.hidden = !editor; });
  };

  const tellEditor = (text) => { find("#toevoegmelding").textContent = text; };
  const told = (status, body) => {
    const said = find("#toevoegen").dataset;
    if (status < 300) return null;
    let problem = {};
    try { problem = JSON.parse(body); } catch (_) { problem = {}; }
    return `${said.geweigerd}: ${[problem.detail, problem.remedy].filter(Boolean).join(" ") || status}`;
  };
  const upload = (form) => {
    const said = form.dataset;
    const request = new XMLHttpRequest();
    request.open("POST", "/api/documents");
    request.upload.onprogress = (sent) => {
      const part = Math.round((100 * sent.loaded) / sent.total);
      tellEditor(part < 100 ? `${said.verstuur}: ${part}%` : said.leest);
    };
    request.onerror = () => trouble(true);
    request.onload = () => {
      const refused = told(request.status, request.responseText);
      if (refused) return tellEditor(refused);
      form.reset();
      tellEditor(said.klaar);
      send("documents", {});
    };
    const data = new FormData();
    for (const [name, value] of new FormData(form)) {
      if (name === "authors") value.split(";").map((one) => one.trim()).filter(Boolean).forEach((one) => data.append("authors", one));
      else if (value !== "") data.append(name, value);
    }
    request.send(data);
  };
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "toevoegen") return;
    event.preventDefault();
    upload(event.target);
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-verwijder]");
    if (!button) return;
    if (!button.dataset.gevraagd) {
      button.dataset.gevraagd = "ja";
      button.textContent = button.dataset.zeker;
      return;
    }
    const reply = await fetch(`/api/documents/${encodeURIComponent(button.dataset.verwijder)}`, { method: "DELETE" });
    const refused = told(reply.status, await reply.text());
    tellEditor(refused || find("#toevoegen").dataset.weg);
    if (!refused) send("documents", {});
  });
