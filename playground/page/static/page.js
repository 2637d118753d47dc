// What htmx does not do: hearing of changes, unread marks, the menu and the list of things to try.
import "./composer.js";
import { tellChosen } from "./controls.js";
import { patch, remember, toEnd } from "./parts.js";
import { showModal } from "./windows.js";

const page = document.querySelector(".page");
const ask = (part) => document.body.dispatchEvent(new Event(`${part}-changed`));

function hear(what) {
  const { room } = page.dataset;
  if (what.channel === room || what.home) { ask("messages"); ask("thread"); }
  if (what.modal) ask("modal");
  if (what.notice) ask("notices");
  if (what.clock) ask("clock");
  if (what.channel || what.people || what.apps) ask("side");
}

function listen() {
  const source = new EventSource(`/as/${page.dataset.user}/live`);
  const offline = document.querySelector("[data-offline]");
  source.onmessage = (event) => hear(JSON.parse(event.data));
  source.onerror = () => { offline.textContent = offline.dataset.offline; };
  source.onopen = () => {
    offline.textContent = "";
    // Before the line was there, or there again, anything may have happened.
    ["messages", "thread", "modal", "notices", "clock", "side"].forEach(ask);
  };
  addEventListener("pagehide", () => source.close());
  setInterval(() => { if (!document.hidden) ask("clock"); }, 10000);
}

// Unread marks: a room's newest message against the newest one seen here in this browser.
function markUnread() {
  const { user, room } = page.dataset;
  for (const link of document.querySelectorAll("[data-room-link]")) {
    const name = `seen:${user}:${link.dataset.roomLink}`;
    if (link.dataset.roomLink === room) localStorage.setItem(name, link.dataset.last);
    link.classList.toggle("unread", link.dataset.last > (localStorage.getItem(name) || ""));
  }
}

// The list of things to try is open until somebody closes it; on a small screen it waits until it is asked for.
const beside = window.matchMedia("(min-width: 1001px)");

function wantsHints() {
  const chosen = localStorage.getItem("hints");
  return chosen ? chosen === "open" : beside.matches;
}

function showHints(isOpen) {
  const list = document.getElementById("hints");
  if (!list) return;
  list.hidden = !isOpen;
  document.querySelector(".hints-button").setAttribute("aria-expanded", isOpen);
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-menu]")) toggleMenu();
  if (event.target.closest("[data-hints]")) {
    const isOpen = document.getElementById("hints").hidden;
    localStorage.setItem("hints", isOpen ? "open" : "closed");
    showHints(isOpen);
    if (!isOpen) document.querySelector(".hints-button").focus();
  }
  for (const open of document.querySelectorAll("details:is(.overflow, .several)[open]")) {
    if (!open.contains(event.target) || event.target.closest(".overflow-menu")) open.open = false;
  }
});

function toggleMenu() {
  const side = document.getElementById("side");
  const isOpen = side.classList.toggle("open");
  document.querySelector("[data-menu]").setAttribute("aria-expanded", isOpen);
  if (isOpen) side.querySelector("a")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest("details[open]");
  if (open) { event.preventDefault(); open.open = false; open.querySelector("summary").focus(); }
  else if (document.querySelector(".side.open")) { toggleMenu(); document.querySelector("[data-menu]").focus(); }
});

function start() {
  for (const part of document.querySelectorAll("[data-part]")) remember(part);
  for (const box of document.querySelectorAll(".messages[role=log]")) toEnd(box);
  // A picture that arrives late makes its message longer.
  document.addEventListener("load", (event) => {
    const box = event.target.closest?.(".messages[role=log]");
    if (box && event.target.getBoundingClientRect().bottom > box.getBoundingClientRect().bottom - 300) toEnd(box);
  }, true);
  document.addEventListener("htmx:beforeSwap", (event) => {
    const part = event.detail.target;
    if (!part.matches("[data-part]")) return;
    event.detail.shouldSwap = false;
    if (event.detail.xhr.status !== 200) return;
    patch(part, event.detail.serverResponse);
    tellChosen(part);
    if (part.id === "modal") showModal();
    if (part.id === "side") markUnread();
  });
  showHints(wantsHints());
  tellChosen(document);
  markUnread();
  showModal();
  listen();
}

if (page) start();
