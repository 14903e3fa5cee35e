// The form of a post: hints while somebody writes, and a warning before unsaved words are left behind.

const form = document.querySelector("form.writing");
const advice = document.getElementById("advice");
const QUIET = 900; // milliseconds without typing after which the text is looked at
let unsaved = form.dataset.unsaved === "yes";
let waiting, asked;

form.addEventListener("input", () => {
  unsaved = true;
  clearTimeout(waiting);
  waiting = setTimeout(look, QUIET);
});
form.addEventListener("submit", () => { unsaved = false; });
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

function written() {
  const data = new FormData(form);
  const draft = {};
  for (const name of ["title", "text", "language", "territory", "expected_outcome", "starts_by", "needed_by"]) {
    if (data.get(name)?.trim()) draft[name] = data.get(name);
  }
  for (const name of ["sectors", "modalities"]) draft[name] = data.getAll(name);
  draft.sdgs = data.getAll("sdgs").map(Number);
  return draft;
}

async function look() {
  const draft = written();
  if (!draft.text) return;
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(advice.dataset.address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(draft),
      signal: asked.signal,
    });
    if (answer.ok) show(await answer.json(), draft);
  } catch {
    // without a connection one writes on; the button asks again
  }
}

function part(name, items, make) {
  const place = advice.querySelector(`[data-part="${name}"]`);
  const list = place.matches("ul") ? place : place.querySelector("ul, .actions");
  const fresh = items.map(make);
  const before = [...list.children].map((one) => one.textContent).join("\n");
  if (before !== fresh.map((one) => one.textContent).join("\n")) list.replaceChildren(...fresh);
  place.hidden = items.length === 0;
}

function element(name, text, attributes = {}) {
  const found = Object.assign(document.createElement(name), attributes);
  found.append(text);
  return found;
}

function item(child) {
  return element("li", child);
}

function show(found, draft) {
  advice.hidden = false;
  part("hints", found.hints, (one) => item(element("a", one.reason, { href: `#${one.field}` })));
  advice.querySelector('[data-part="good"]').hidden = found.hints.length > 0;
  const language = form.elements.language.querySelector(`option[value="${found.language.code}"]`);
  advice.querySelector('[data-part="language"]').textContent = language ? language.textContent : found.language.code;
  for (const name of ["sectors", "sdgs"]) {
    const fresh = found[name].filter((one) => !draft[name].map(String).includes(one.tag));
    part(name, fresh, (one) => element("button", `+ ${box(name, one.tag)?.parentElement.textContent.trim() ?? one.name}`, {
      type: "button", className: "quiet", name: `add_${name}`, value: one.tag,
    }));
  }
  const others = found.duplicates.filter((one) => one.id !== advice.dataset.own);
  part("duplicates", others, (one) => item(element("a", one.title, { href: advice.dataset.posts + one.id, target: "_blank" })));
  part("organizations", found.organizations, (one) => item(one.name));
}

function box(name, value) {
  return form.querySelector(`input[name="${name}"][value="${value}"]`);
}

advice.addEventListener("click", (event) => {
  const button = event.target.closest("button[name^=add_]");
  if (!button) return;
  const found = box(button.name.slice(4), button.value);
  if (!found) return;
  event.preventDefault();
  found.checked = true;
  found.closest("details")?.setAttribute("open", "");
  button.replaceWith(element("span", advice.dataset.added.replace("{name}", button.textContent.replace("+ ", "")), { className: "badge good" }));
  unsaved = true;
});

// The button looks at once, where the script can.
form.querySelector('button[value="check"]').addEventListener("click", (event) => {
  if (!form.elements.text.value.trim()) return;
  event.preventDefault();
  look().then(() => advice.scrollIntoView({ block: "nearest" }));
});
