// What htmx does not do: listening for changes, windows with the keyboard, slash commands, unread marks.
"use strict";

const page = () => document.querySelector(".page");
const ask = (part) => document.body.dispatchEvent(new Event(`${part}-changed`));

function listen() {
  if (!page()) return;
  const { user, room } = page().dataset;
  const source = new EventSource(`/as/${user}/live`);
  let wasDown = false;
  source.onmessage = (event) => {
    const what = JSON.parse(event.data);
    if (what.channel === room) ask("messages");
    if (what.home) ask("messages");
    if (what.modal) ask("modal");
    if (what.notice) ask("notices");
    if (what.clock) ask("clock");
    if (what.channel || what.people) ask("side");
  };
  source.onerror = () => { wasDown = true; };
  // After a broken line anything may have happened.
  source.onopen = () => { if (wasDown) ["messages", "modal", "notices", "clock", "side"].forEach(ask); wasDown = false; };
  setInterval(() => { if (!document.hidden) ask("clock"); }, 10000);
}

function scrollDown() {
  for (const box of document.querySelectorAll(".messages")) box.scrollTop = box.scrollHeight;
}

// Unread marks: a room's newest message against the newest one seen here in this browser.
function markUnread() {
  if (!page()) return;
  const { user, room } = page().dataset;
  for (const link of document.querySelectorAll("[data-room-link]")) {
    const key = `seen:${user}:${link.dataset.roomLink}`;
    if (link.dataset.roomLink === room) localStorage.setItem(key, link.dataset.last);
    link.classList.toggle("unread", link.dataset.last > (localStorage.getItem(key) || ""));
  }
}

function showModal() {
  const dialog = document.querySelector("dialog.modal");
  if (!dialog || dialog.open) return;
  dialog.showModal();
  const wrong = dialog.querySelector("[data-wrong] input, [data-wrong] textarea, [data-wrong] select");
  (wrong || dialog.querySelector(".modal-body input:not([type=hidden]), .modal-body textarea, .modal-body select"))?.focus();
}

document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-close]");
  if (close) htmx.trigger(close.closest("dialog").querySelector("[data-close-form]"), "close-view");
  const menu = event.target.closest("[data-menu]");
  if (menu) menu.setAttribute("aria-expanded", document.getElementById("side").classList.toggle("open"));
  const command = event.target.closest("[data-command]");
  if (command) chooseCommand(command);
  for (const open of document.querySelectorAll("details.overflow[open], details.hints[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

// Escape closes a window the way its own button does, so that the app hears of it.
document.addEventListener("cancel", (event) => {
  event.preventDefault();
  htmx.trigger(event.target.querySelector("[data-close-form]"), "close-view");
}, true);

function chooseCommand(item) {
  const box = item.closest("form").querySelector("textarea");
  box.value = `${item.dataset.command} `;
  item.parentElement.hidden = true;
  box.focus();
}

function suggest(box) {
  const list = box.form.querySelector(".commands");
  const typed = box.value;
  const fits = (item) => typed.startsWith("/") && !typed.includes(" ") && item.dataset.command.startsWith(typed);
  let any = false;
  for (const item of list.children) { item.hidden = !fits(item); any ||= fits(item); }
  list.hidden = !any;
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-composer] textarea")) {
    suggest(event.target);
    event.target.style.height = "auto";
    event.target.style.height = `${event.target.scrollHeight}px`;
  }
});

document.addEventListener("keydown", (event) => {
  if (!event.target.matches("[data-composer] textarea")) return;
  const shown = [...event.target.form.querySelectorAll(".commands:not([hidden]) li:not([hidden])")];
  if (shown.length && (event.key === "Tab" || (event.key === "Enter" && event.target.value !== shown[0].dataset.command))) {
    event.preventDefault();
    chooseCommand(shown[0]);
  } else if (event.key === "Escape") {
    event.target.form.querySelector(".commands").hidden = true;
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("[data-composer]");
  if (form && event.detail.successful) {
    form.querySelector("textarea").value = "";
    form.querySelector(".commands").hidden = true;
  }
  if (event.target.closest("[data-clears-notices]")) ask("notices");
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "modal") showModal();
  if (event.target.id === "messages" || event.target.id === "thread") scrollDown();
  if (event.target.id === "side") markUnread();
});

document.addEventListener("DOMContentLoaded", () => { listen(); scrollDown(); markUnread(); showModal(); });
