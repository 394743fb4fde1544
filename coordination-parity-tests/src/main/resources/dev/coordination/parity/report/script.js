(() => {
  "use strict";
  const rows = [...document.querySelectorAll("tr.rule")];
  if (rows.length === 0) {
    return; // The page has no table.
  }
  const all = document.querySelector("input[name=filter][value='']");
  const button = row => row.querySelector("button");
  const details = row => document.getElementById(button(row).getAttribute("aria-controls"));
  const isOpen = row => button(row).getAttribute("aria-expanded") === "true";

  const show = row => { details(row).hidden = row.hidden || !isOpen(row); };
  const open = (row, whether) => {
    button(row).setAttribute("aria-expanded", String(whether));
    show(row);
  };
  const filter = choice => {
    for (const row of rows) {
      row.hidden = choice !== all && !row.classList.contains(choice.value);
      show(row);
    }
    for (const area of document.querySelectorAll("#rules tbody")) {
      area.hidden = [...area.querySelectorAll("tr.rule")].every(row => row.hidden);
    }
    const shown = rows.filter(row => !row.hidden).length;
    document.querySelector(".fit").hidden = shown === 0;
    document.querySelector(".legend").hidden = shown === 0;
    document.getElementById("shown").textContent =
      shown === 0 ? choice.dataset.none : shown + " of " + rows.length + " rules shown";
  };
  const openLinked = () => {
    const id = location.hash.slice(1).toUpperCase();
    const row = rows.find(each => button(each).id === id);
    if (row === undefined) {
      return;
    }
    if (row.hidden) {
      all.checked = true;
      filter(all);
    }
    open(row, true);
    button(row).focus({ preventScroll: true });
    row.scrollIntoView();
  };

  for (const row of rows) {
    open(row, false);
    button(row).addEventListener("click", () => open(row, !isOpen(row)));
  }
  for (const choice of document.querySelectorAll("input[name=filter]")) {
    choice.addEventListener("change", () => filter(choice));
  }
  filter(document.querySelector("input[name=filter]:checked"));
  document.querySelector(".controls").hidden = false;
  window.addEventListener("hashchange", openLinked);
  openLinked();
})();
