  // What is asked before the page listens would be lost, before the conversation is back it would
  // not be part of it, while an answer is being stopped Gradio takes it for the stopped one, and while
  // the conversation is put in the other language or begun anew it would be put back without it: it
  // waits, and so does beginning anew while the language turns. This runs before Gradio shows the box.
  const hold = { on: true, question: null, translating: false, anew: false };
  window.bronwijzerHold = hold;

  const holdBack = (event) => {
    if (!hold.on) return;
    event.preventDefault();
    event.stopPropagation();
    hold.question = document.querySelector("#vraagvak textarea").value;
  };
  const beginAnew = (event) => {
    if (hold.translating) {
      event.preventDefault();
      event.stopPropagation();
      hold.anew = true;
    }
    hold.on = true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target.closest("#vraagvak")) holdBack(event);
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest("#vraagknop")) holdBack(event);
    if (event.target.closest("#stopknop")) hold.on = true;
    if (event.target.closest("#opnieuw")) beginAnew(event);
  }, true);
  document.addEventListener("change", (event) => {
    if (!hold.on && event.target.closest("#taal")) hold.on = hold.translating = true;
  }, true);
