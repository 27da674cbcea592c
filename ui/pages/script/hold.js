  // What is asked before the page listens would be lost, and before the conversation is back it
  // would not be part of it: it waits. This runs before Gradio shows the box.
  const hold = { on: true, question: null };
  window.bronwijzerHold = hold;

  const holdBack = (event) => {
    if (!hold.on) return;
    event.preventDefault();
    event.stopPropagation();
    hold.question = document.querySelector("#vraagvak textarea").value;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target.closest("#vraagvak")) holdBack(event);
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest("#vraagknop")) holdBack(event);
  }, true);
