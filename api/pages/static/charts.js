// Says what each mark of a chart stands for while the pointer rests on it.
for (const chart of document.querySelectorAll(".chart svg")) {
  for (const mark of chart.querySelectorAll('[role="graphics-symbol"][aria-label]')) {
    const title = document.createElementNS(chart.namespaceURI, "title");
    title.textContent = mark.getAttribute("aria-label");
    mark.append(title);
  }
}
