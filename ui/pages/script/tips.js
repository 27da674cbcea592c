  // The place of a citation, on hover and on focus; Escape takes it away.
  const tip = () => find("#wenk");
  const hint = (chip) => {
    const box = tip();
    box.replaceChildren();
    const title = document.createElement("b");
    title.textContent = chip.dataset.titel;
    box.append(title, chip.dataset.plaats);
    box.hidden = false;
    const at = chip.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left - 20), window.innerWidth - box.offsetWidth - 8);
    const above = at.top - box.offsetHeight - 6;
    box.style.left = `${left}px`;
    box.style.top = `${above > 4 ? above : at.bottom + 6}px`;
  };
  const hide = () => { if (tip()) tip().hidden = true; };
  const chipOf = (event) => event.target.closest?.(".chip[data-titel]");
  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const chip = chipOf(event);
      if (chip) hint(chip);
      else if (!event.target.closest?.("#wenk")) hide();
    });
  }
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  window.addEventListener("scroll", hide, { passive: true });

  // Gradio's radio buttons heed no arrow keys (6.31).
  const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  document.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.target.type !== "radio") return;
    const group = [...event.target.closest("fieldset").querySelectorAll("input[type=radio]")];
    const next = group[(group.indexOf(event.target) + step + group.length) % group.length];
    event.preventDefault();
    event.stopPropagation();
    next.focus();
    next.click();
  }, true);
