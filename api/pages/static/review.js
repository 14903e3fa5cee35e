// Lets a focal point work through the queue by single keys; they can be switched off, and the choice is remembered.

const KEPT = "sursur.review.keys";
const bar = document.querySelector("[data-keys]");
const rows = [...document.querySelectorAll("[data-row]")];

if (bar) {
  const dialog = bar.querySelector("dialog");
  const choice = bar.querySelector("[data-keys-switch]");
  choice.checked = remembered() !== "off";
  choice.addEventListener("change", () => remember(choice.checked ? "on" : "off"));
  bar.querySelector("[data-keys-list]").addEventListener("click", () => dialog.showModal());
  bar.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (!choice.checked || dialog.open || taken(event)) return;
    if (event.key === "?") dialog.showModal();
    else if (!(rows.length ? inList(event) : onMatch(event.key))) return;
    event.preventDefault();
  });
}

// Storage may be forbidden; then the choice holds for this page.
function remembered() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function remember(value) {
  try {
    localStorage.setItem(KEPT, value);
  } catch {
    return;
  }
}

// Keys that somebody types, or that belong to the browser.
function taken(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return true;
  const at = event.target;
  if (at.matches("textarea, select, [contenteditable]")) return true;
  return at.matches("input") && at.type !== "checkbox";
}

function row() {
  return document.activeElement.closest?.("[data-row]");
}

function inList(event) {
  const here = row();
  const arrow = here ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : undefined;
  const step = { j: 1, k: -1 }[event.key] ?? arrow;
  if (step) return go(here, step);
  if (event.key === "x" && here) return tick(here);
  if (event.key === "e" || event.key === "d") {
    if (here && !document.querySelector("[data-row] input:checked")) tick(here);
    if (!document.querySelector("[data-row] input:checked")) return false;
  }
  return press(event.key);
}

function onMatch(key) {
  return press(key);
}

function go(here, step) {
  const place = here ? rows.indexOf(here) + step : step > 0 ? 0 : rows.length - 1;
  const to = rows[Math.max(0, Math.min(rows.length - 1, place))];
  to.querySelector("[data-open]").focus();
  to.scrollIntoView({ block: "nearest" });
  return true;
}

function tick(here) {
  here.querySelector("input[type=checkbox]").click();
  return true;
}

// A link or a button is pressed; what is folded is opened, and its first field waits.
function press(key) {
  if (!/^[a-z]$/.test(key)) return false;
  const found = document.querySelector(`[data-key="${key}"]`);
  if (!found) return false;
  if (found.tagName === "DETAILS") {
    found.open = true;
    found.querySelector("select, input:not([type=hidden]), textarea").focus();
  } else {
    found.click();
  }
  return true;
}
