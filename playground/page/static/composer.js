// Writing a message: Enter sends, and a slash shows the commands.

const boxOf = (target) => target.closest?.("[data-composer]")?.querySelector("textarea");

function shown(box) {
  return [...box.form.querySelectorAll(".commands:not([hidden]) li:not([hidden])")];
}

function mark(box, item) {
  for (const each of box.form.querySelectorAll(".commands li")) each.setAttribute("aria-selected", each === item);
  if (item) box.setAttribute("aria-activedescendant", item.id);
  else box.removeAttribute("aria-activedescendant");
  item?.scrollIntoView({ block: "nearest" });
}

function suggest(box) {
  const list = box.form.querySelector(".commands");
  const fits = (item) => /^\/\S*$/.test(box.value) && item.dataset.command.startsWith(box.value);
  for (const item of list.children) item.hidden = !fits(item);
  list.hidden = ![...list.children].some((item) => !item.hidden);
  mark(box, shown(box)[0]);
}

function choose(box, item) {
  box.value = `${item.dataset.command} `;
  suggest(box);
  box.focus();
}

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

function onKey(event, box) {
  const items = shown(box);
  const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    if (items.length && box.value !== items[now].dataset.command) choose(box, items[now]);
    else if (box.value.trim()) box.form.requestSubmit();
  } else if (items.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    mark(box, items[(now + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length]);
  } else if (items.length && event.key === "Tab" && box.value !== items[now].dataset.command) {
    event.preventDefault();
    choose(box, items[now]);
  } else if (event.key === "Escape" && items.length) {
    box.form.querySelector(".commands").hidden = true;
    mark(box, null);
  }
}

document.addEventListener("input", (event) => { if (event.target === boxOf(event.target)) { suggest(event.target); grow(event.target); } });
document.addEventListener("keydown", (event) => { if (event.target === boxOf(event.target)) onKey(event, event.target); });
document.addEventListener("click", (event) => {
  const item = event.target.closest("[data-command]");
  if (item) choose(boxOf(item), item);
});

// What is sent leaves the box at once, so that a second Enter does not send it again; it comes back when sending fails.
document.addEventListener("htmx:beforeSend", (event) => {
  const box = event.detail.elt === event.target && event.target.matches("[data-composer]") && boxOf(event.target);
  if (!box) return;
  box.dataset.sent = box.value;
  box.value = "";
  suggest(box);
  grow(box);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const box = boxOf(event.target);
  if (box && !event.detail.successful && !box.value) box.value = box.dataset.sent;
});
