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

// What a label names: "from: Chile; to: Peru; exchanges: 4" names Chile and Peru.
function named(label) {
  const values = label.split("; ").map((part) => part.slice(part.indexOf(": ") + 2));
  return values.filter((value) => /\p{L}/u.test(value));
}
