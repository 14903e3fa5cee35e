// Makes pages kinder; everything works without it.

// A form that is on its way is not sent twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.querySelectorAll("button").forEach((button) => button.setAttribute("aria-busy", "true"));
});

// Who comes back to a page may send its forms again.
addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  });
});

// In the list of what is wrong each fault says of which field it speaks.
document.querySelectorAll(".faults a").forEach((link) => {
  const field = document.getElementById(link.hash.slice(1));
  const name = field?.labels?.[0] ?? field?.querySelector("legend");
  if (name) link.prepend(`${name.textContent.trim()}: `);
});

// What is wrong with a form is read out first.
document.querySelector(".faults")?.focus();
