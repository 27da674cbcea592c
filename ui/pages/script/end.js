  // Gradio tells of a lost connection in English, and over the page: it is told in our own words.
  const trouble = (is) => {
    const sign = find("#storing");
    // The observer below hears of every change: without one, there is none to hear of.
    if (!sign || sign.hidden === !is) return;
    sign.hidden = !is;
    sign.textContent = is ? sign.dataset.tekst : "";
  };
  window.addEventListener("offline", () => trouble(true));
  window.addEventListener("online", () => trouble(false));
  new MutationObserver(() => {
    const toasts = findAll(".toast-body:not([data-gezien])");
    if (toasts.length) {
      trouble(true);
      toasts.forEach((one) => { one.dataset.gezien = "ja"; });
      findAll(".toast-wrap").forEach((one) => { one.style.display = "none"; });
    }
  }).observe(document.body, { childList: true, subtree: true });

  const greet = () => {
    send("begin", {});
    send("begin_source", {});
    playRole();
    restore();
    restoreBasket();
  };
  // What is shown while the page still changes its language would be in the one or the other.
  const begin = () => {
    turnTo(false);
    const english = find("#taal input[value=en]");
    if (kept("language") !== "en" || !english) return greet();
    spoken = greet;
    english.click();
  };
  window.bronwijzer = {
    shown: () => setTimeout(() => { trouble(false); shown(); }, 60),
    filled: () => setTimeout(() => { trouble(false); filledIn(); }, 60),
    basket: () => setTimeout(basket, 60),
    restored: () => setTimeout(restored, 120),
    translated: () => setTimeout(translated, 120),
    judge: () => setTimeout(judge, 30),
    refer,
    referred: () => setTimeout(referred, 60),
    speak,
  };
  turnTo(false);
  if (window.bronwijzerReady) begin();
  else document.addEventListener("bronwijzer-ready", () => setTimeout(begin, 0), { once: true });
