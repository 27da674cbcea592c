  document.documentElement.lang = "nl";
  const find = (selector) => document.querySelector(selector);
  const findAll = (selector) => [...document.querySelectorAll(selector)];
  const wide = () => window.matchMedia("(min-width: 1000px)").matches;
  const plain = (click) => click.button === 0 && !(click.metaKey || click.ctrlKey || click.shiftKey);
  const send = (what, more) =>
    document.dispatchEvent(new CustomEvent("bronwijzer", { detail: { what, ...more } }));
  const announce = (text) => { if (find("#melding")) find("#melding").textContent = text; };

  // What the browser keeps: question texts and places, never answers.
  const keep = (name, value) => {
    try { localStorage.setItem("bronwijzer-" + name, JSON.stringify(value)); } catch (_) { return; }
  };
  const kept = (name) => {
    try { return JSON.parse(localStorage.getItem("bronwijzer-" + name)); } catch (_) { return null; }
  };
