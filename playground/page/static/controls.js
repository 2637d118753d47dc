// Controls a browser does not have: choosing several from a list, and searching in what an app offers.

// Several from a list: what is chosen is told on the closed list.
export function tellChosen(root) {
  for (const list of root.querySelectorAll("[data-several]")) {
    const chosen = [...list.querySelectorAll("input:checked")].map((box) => box.parentElement.textContent.trim());
    list.querySelector("[data-chosen]").textContent = chosen.join(", ") || list.dataset.hint;
    const isFull = list.dataset.most && chosen.length >= Number(list.dataset.most);
    for (const box of list.querySelectorAll("input:not(:checked)")) box.disabled = isFull;
  }
}
document.addEventListener("change", (event) => {
  const list = event.target.closest("[data-several]");
  if (list) tellChosen(list.parentElement);
});

// Searching

const partsOf = (search) => ({ input: search.querySelector("[role=combobox]"), found: search.querySelector(".found"), chosen: search.querySelector(".chosen") });

function show(search, isOpen) {
  const { input, found } = partsOf(search);
  found.hidden = !isOpen;
  input.setAttribute("aria-expanded", isOpen);
  mark(search, isOpen ? found.firstElementChild : null);
}

function mark(search, item) {
  const { input, found } = partsOf(search);
  [...found.children].forEach((each, number) => {
    each.id = `${found.id}|${number}`;
    each.setAttribute("aria-selected", each === item);
  });
  if (item) input.setAttribute("aria-activedescendant", item.id); else input.removeAttribute("aria-activedescendant");
  item?.scrollIntoView({ block: "nearest" });
}

async function lookUp(search) {
  const { input, found } = partsOf(search);
  const query = input.value.trim();
  if (query.length < Number(input.dataset.least)) { show(search, false); return; }
  const form = new URLSearchParams({ ...JSON.parse(input.dataset.place), query });
  const answer = await fetch(input.dataset.lookUp, { method: "POST", body: form });
  if (input.value.trim() !== query) return; // somebody typed on: a later answer is on its way
  found.innerHTML = answer.status === 200 ? await answer.text() : "";
  show(search, found.children.length > 0);
}

function choose(search, item) {
  const { input, chosen } = partsOf(search);
  const chips = [...chosen.querySelectorAll("input")];
  if (search.dataset.most === "1") chosen.replaceChildren();
  else if (search.dataset.most && chips.length >= Number(search.dataset.most)) return;
  if (!chips.some((chip) => chip.value === item.dataset.option) || search.dataset.most === "1") chosen.append(chip(search, item));
  input.value = "";
  show(search, false);
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
}

function chip(search, item) {
  const made = document.createElement("span");
  made.className = "chip";
  const kept = Object.assign(document.createElement("input"), { type: "hidden", name: search.dataset.name, value: item.dataset.option });
  const away = Object.assign(document.createElement("button"), { type: "button", textContent: "✕" });
  away.dataset.takeAway = "";
  away.setAttribute("aria-label", `${search.dataset.remove} ${item.dataset.label}`);
  made.append(kept, item.dataset.label, away);
  return made;
}

function onKey(event, search) {
  const { found } = partsOf(search);
  const items = found.hidden ? [] : [...found.children];
  const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  if (event.key === "Enter") {
    event.preventDefault();
    if (items[now]) choose(search, items[now]);
  } else if (items.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    mark(search, items[(now + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length]);
  } else if (event.key === "Escape" && items.length) {
    event.preventDefault(); // closes the list, not the window around it
    event.stopPropagation();
    show(search, false);
  }
}

const searchOf = (target) => target.matches?.("[role=combobox]") && target.closest("[data-search]");
let waiting;
document.addEventListener("input", (event) => {
  const search = searchOf(event.target);
  if (!search) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => lookUp(search), 200);
});
document.addEventListener("focusin", (event) => { const search = searchOf(event.target); if (search) lookUp(search); });
document.addEventListener("focusout", (event) => { const search = searchOf(event.target); if (search) show(search, false); });
document.addEventListener("keydown", (event) => { const search = searchOf(event.target); if (search) onKey(event, search); }, true);
// Before the field loses its focus, and with it the list.
document.addEventListener("mousedown", (event) => {
  const item = event.target.closest(".found [role=option]");
  if (item) { event.preventDefault(); choose(item.closest("[data-search]"), item); }
});
document.addEventListener("click", (event) => {
  if (!event.target.matches("[data-take-away]")) return;
  const search = event.target.closest("[data-search]");
  event.target.closest(".chip").remove();
  partsOf(search).chosen.dispatchEvent(new Event("change", { bubbles: true }));
  partsOf(search).input.focus();
});

// A field that tells on Enter; and Enter in a message's field must not send the browser to another page.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[data-tells-on-enter]")) return;
  event.preventDefault();
  htmx.trigger(event.target, "told");
});
document.addEventListener("submit", (event) => { if (event.target.matches("form.block-form")) event.preventDefault(); });
