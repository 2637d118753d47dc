// Modals: opened when they are there, closed the way their own button does so that the app hears of it.
import { focusOn, lastPressed } from "./parts.js";

let opener = "";
let isOpen = false;

export function showModal() {
  const dialog = document.querySelector("dialog.modal");
  if (!dialog) { closed(); return; }
  markWrong(dialog);
  if (dialog.open) return;
  if (!isOpen) opener = document.activeElement?.id || lastPressed();
  isOpen = true;
  dialog.showModal();
  const field = firstField(dialog, "[data-wrong]") || firstField(dialog, ".modal-body");
  (field || dialog.querySelector("footer .primary, footer button"))?.focus();
  // Somebody who comes back to their words goes on where they ended.
  if (field?.matches("textarea, input[type=text]")) field.setSelectionRange(field.value.length, field.value.length);
}

function firstField(dialog, where) {
  const fields = [...dialog.querySelectorAll(`${where} :is(input:not([type=hidden]), textarea, select, summary)`)];
  const isPair = (field) => field.type === "radio" && field.name === fields[0].name;
  return fields[0]?.type === "radio" ? fields.find((field) => isPair(field) && field.checked) || fields[0] : fields[0];
}

// Focus goes back to what opened the window, or to the message that it was in.
function closed() {
  if (!isOpen) return;
  isOpen = false;
  const message = document.querySelector(`[data-key="${CSS.escape(opener.split("|")[0])}"]`);
  focusOn(opener, message || document.querySelector(".composer") || document);
}

function markWrong(dialog) {
  for (const block of dialog.querySelectorAll("[data-wrong]")) {
    for (const field of block.querySelectorAll("input:not([type=hidden]), textarea, select, summary")) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", block.dataset.wrong);
    }
  }
  const wrong = firstField(dialog, "[data-wrong]");
  if (wrong && dialog.open && !dialog.querySelector("[data-wrong]").contains(document.activeElement)) wrong.focus();
}

const close = (dialog) => htmx.trigger(dialog.querySelector("[data-close-form]"), "close-view");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-close]");
  if (button) close(button.closest("dialog"));
});
document.addEventListener("cancel", (event) => {
  if (!event.target.matches("dialog.modal")) return;
  event.preventDefault();
  close(event.target);
}, true);
// A browser lets nobody stop a second Escape: then the window is closed already.
document.addEventListener("close", (event) => { if (event.target.isConnected && event.target.matches("dialog.modal")) close(event.target); }, true);
