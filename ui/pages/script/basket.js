  const basket = () => {
    const list = find(".mandje");
    if (!list) return;
    const stored = JSON.parse(list.dataset.mandje);
    keep("basket", stored);
    const places = stored.reduce((sum, one) => sum + one.places.length, 0);
    if (find("#aantal-bewaard")) find("#aantal-bewaard").textContent = places ? `(${places})` : "";
  };
  const restoreBasket = () => {
    const stored = kept("basket");
    if (Array.isArray(stored) && stored.length) send("restore_basket", { kept: stored });
  };

  // Until the references are there in the form that was chosen last, the former cannot be copied.
  let wanted = 0;
  const refer = () => {
    wanted += 1;
    find("#voorbeeld").inert = true;
    send("refer", { nth: wanted });
  };
  const referred = () => {
    const latest = Number(find("[data-nth]")?.dataset.nth) === wanted;
    // What was sent while another was awaited was passed over.
    if (!latest) send("refer", { nth: wanted });
    find("#voorbeeld").inert = !latest;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const said = find("#storing").dataset;
    if (button.dataset.weg) send("drop", { item: Number(button.dataset.weg) });
    if (button.dataset.bewaar) {
      send("keep", { place: JSON.parse(button.dataset.bewaar) });
      confirm(button, said.bewaard);
    }
    if (button.dataset.kopieer) {
      copy(find(button.dataset.kopieer).innerText.trim());
      confirm(button, said.gekopieerd);
    }
  });
