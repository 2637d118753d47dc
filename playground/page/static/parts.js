// Bringing a part of the page up to date. Only what changed is replaced: focus, half-typed words and the place
// in a list stay, and a screen reader reads new messages only.

// Each element's HTML as the server sent it, whatever happened to the element since.
const sent = new WeakMap();
const key = (element) => element.dataset.key || element.id || element.tagName;

export function remember(element) {
  sent.set(element, element.outerHTML);
  if (element.matches("[data-patch], [data-part]")) for (const child of element.children) remember(child);
}

function update(box, wanted) {
  const known = new Map([...box.children].map((child) => [key(child), child]));
  let place = box.firstElementChild;
  for (const fresh of [...wanted.children]) {
    const old = known.get(key(fresh));
    const node = old ? renewed(old, fresh) : fresh;
    if (old === place) place = node;
    if (node === place) place = place.nextElementSibling;
    else box.insertBefore(node, place);
    known.delete(key(fresh));
    if (node === fresh) { remember(node); htmx.process(node); }
  }
  for (const gone of known.values()) gone.remove();
}

function renewed(old, fresh) {
  const html = fresh.outerHTML;
  if (sent.get(old) === html) return old;
  if (fresh.matches("[data-patch]") && shell(old) === shell(fresh)) {
    update(old, fresh);
    sent.set(old, html);
    return old;
  }
  keepTyped(old, fresh);
  keepOpen(old, fresh);
  old.replaceWith(fresh);
  return fresh;
}

// The element as sent, without what is in it.
function shell(element) {
  return (sent.get(element) || element.outerHTML).split(">", 1)[0];
}

// Words typed in a field that is drawn again stay, unless the server has other words for it now.
function keepTyped(old, fresh) {
  for (const field of old.querySelectorAll("input[type=text], input[type=email], input[type=url], textarea")) {
    const again = fresh.querySelector(`#${CSS.escape(field.id)}`);
    if (again && field.value !== field.defaultValue && again.defaultValue === field.defaultValue) again.value = field.value;
  }
}

// A menu that somebody opened does not shut before their eyes.
function keepOpen(old, fresh) {
  for (const menu of old.querySelectorAll("details[open] > summary[id]")) {
    const again = fresh.querySelector(`#${CSS.escape(menu.id)}`);
    if (again) again.parentElement.open = true;
  }
}

// A press counts, also when what was pressed is drawn again before it is let go: the browser sees two elements then.
let down = null;
const pressable = (event) => event.target.closest("[id]:is(button, summary)");
document.addEventListener("pointerdown", (event) => { down = pressable(event); }, true);
document.addEventListener("pointerup", (event) => {
  const up = pressable(event);
  if (down && up && up !== down && up.id === down.id) up.click();
  down = null;
}, true);

// Focus

let pressed = "";
document.addEventListener("click", (event) => { pressed = event.target.closest("[id]:is(button, summary, input, select, a)")?.id || pressed; }, true);
export const lastPressed = () => pressed;

export function focusOn(id, near = document) {
  const target = document.getElementById(id) || near.querySelector?.("button, a[href], summary, select, textarea, input:not([type=hidden])");
  if (target && !target.closest("[inert]")) target.focus({ preventScroll: true });
}

function focusedIn(box) {
  const active = document.activeElement;
  if (active !== document.body) return box.contains(active) && active !== box ? active : null;
  const before = document.getElementById(pressed);
  return before && box.contains(before) ? before : null;
}

// The place in the list

const isAtEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < 60;
export const toEnd = (box) => { box.scrollTop = box.scrollHeight; };

function firstInSight(box) {
  const top = box.getBoundingClientRect().top;
  return [...box.children].find((child) => child.getBoundingClientRect().bottom > top);
}

function keepingPlace(box, change) {
  if (isAtEnd(box)) { change(); toEnd(box); return; }
  const child = firstInSight(box);
  const before = child?.getBoundingClientRect().top;
  const name = child && key(child);
  change();
  const same = [...box.children].find((each) => key(each) === name);
  if (same) box.scrollTop += same.getBoundingClientRect().top - before;
}

export function patch(box, html) {
  const wanted = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html").body;
  const focused = focusedIn(box);
  const row = focused?.closest("[data-key]:is(article, dialog)")?.dataset.key;
  const change = () => update(box, document.adoptNode(wanted));
  // Only a conversation grows at its end; an app's home is read from the top.
  if (box.matches(".messages[role=log]")) keepingPlace(box, change); else change();
  if (focused && document.activeElement !== focused) {
    focusOn(focused.id, row ? box.querySelector(`[data-key="${CSS.escape(row)}"]`) || box : box);
  }
}
