  // Editors add and remove documents by the API; for others the server refuses, and nothing is shown.
  let editor = null;
  let token = "";
  const showEditing = async () => {
    if (!find("#toevoegen")) return;
    if (editor === null) {
      const reply = await fetch("/api/me").catch(() => null);
      const who = reply && reply.ok ? await reply.json() : {};
      editor = ["editor", "admin"].includes(who.role);
      token = who.token || "";
    }
    findAll(".redactie").forEach((one) => { one.hidden = !editor; });
    if (reported) tellEditor(reported);
    reported = "";
  };

  const tellEditor = (text) => { find("#toevoegmelding").textContent = text; };
  const told = (status, body) => {
    const said = find("#toevoegen").dataset;
    if (status < 300) return null;
    let problem = {};
    try { problem = JSON.parse(body); } catch (_) { problem = {}; }
    return `${said.geweigerd}: ${[problem.detail, problem.remedy].filter(Boolean).join(" ") || status}`;
  };
  // Long work goes on after the reply: it is asked after until it is done.
  const outcome = async (status, body) => {
    let job = JSON.parse(body);
    while (status === 202 && ["waiting", "working"].includes(job.state)) {
      await new Promise((later) => setTimeout(later, 1500));
      tellEditor(`${find("#toevoegen").dataset.leest} ${job.encoded}/${job.texts}`);
      job = await (await fetch(`/api/documents/jobs/${encodeURIComponent(job.id)}`)).json();
    }
    return job;
  };
  const report = (job, done) => {
    const said = find("#toevoegen").dataset;
    const lines = job.fates.map((fate) => {
      const asked = fate.asked.length ? `; ${said.gemist}: ${fate.asked.map((one) => said[one] || one).join(", ")}` : "";
      return fate.problem || `${fate.document}: ${fate.passages} ${said.passages}${asked}`;
    });
    return [job.problem || done, ...lines].join(" ");
  };
  const finish = async (status, body, done, form) => {
    const refused = told(status, body);
    if (refused) return tellEditor(refused);
    const text = report(await outcome(status, body), done);
    form.reset();
    reported = text;
    send("documents", {});
  };
  let reported = "";
  const upload = (form) => {
    const said = form.dataset;
    const request = new XMLHttpRequest();
    request.open("POST", "/api/documents");
    request.upload.onprogress = (sent) => {
      const part = Math.round((100 * sent.loaded) / sent.total);
      tellEditor(part < 100 ? `${said.verstuur}: ${part}%` : said.leest);
    };
    request.onerror = () => trouble(true);
    request.onload = () => finish(request.status, request.responseText, said.klaar, form);
    const data = new FormData();
    for (const [name, value] of new FormData(form)) {
      if (name === "authors") value.split(";").map((one) => one.trim()).filter(Boolean).forEach((one) => data.append("authors", one));
      else if (value !== "") data.append(name, value);
    }
    if (token) request.setRequestHeader("X-CSRF-Token", token);
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
    const reply = await fetch(`/api/documents/${encodeURIComponent(button.dataset.verwijder)}`, {
      method: "DELETE",
      headers: token ? { "X-CSRF-Token": token } : {},
    });
    finish(reply.status, await reply.text(), find("#toevoegen").dataset.weg, find("#toevoegen"));
  });
  document.addEventListener("change", (event) => {
    if (event.target.id !== "nieuwbestand") return;
    event.target.nextElementSibling.querySelector("span").textContent = event.target.files[0]?.name || "";
  });
