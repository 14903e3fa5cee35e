// Says what each mark of a chart stands for while the pointer rests on it; marks that name nothing of the same fade.
for (const chart of document.querySelectorAll(".chart svg")) {
  const marks = [...chart.querySelectorAll('[role="graphics-symbol"][aria-label]')];
  const names = new Map(marks.map((mark) => [mark, named(mark.getAttribute("aria-label"))]));
  for (const mark of marks) {
    const title = document.createElementNS(chart.namespaceURI, "title");
    title.textContent = mark.getAttribute("aria-label");
    mark.append(title);
    mark.addEventListener("pointerenter", () => only(names.get(mark)));
    mark.addEventListener("pointerleave", () => only([]));
  }

  function only(wanted) {
    for (const mark of marks) {
      const related = wanted.length === 0 || names.get(mark).some((one) => wanted.includes(one));
      mark.classList.toggle("faded", !related);
    }
  }
}

// What a label names: "Chile → Peru: 4" and "Chile – Peru: 4" name Chile and Peru, "4 · Chile" names Chile.
function named(label) {
  return label.split(/ – | → |: | · /).filter((part) => /\p{L}/u.test(part));
}
