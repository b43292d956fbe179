"use strict";
const form = document.querySelector("form"), claims = [...document.querySelectorAll("article")];
const words = claims.map((c) => c.textContent.toLowerCase());
form.hidden = false;
function filter() {
  const asked = Object.fromEntries(new FormData(form)), text = asked.text.toLowerCase().trim().split(/\s+/);
  let shown = 0;
  claims.forEach((c, k) => {
    c.hidden = !["verdict", "strength", "source", "kind"].every((key) => !asked[key] || c.dataset[key] === asked[key]) ||
      !text.every((word) => words[k].includes(word));
    shown += !c.hidden;
  });
  for (const s of document.querySelectorAll("section.part")) s.hidden = !s.querySelector("article:not([hidden])");
  document.querySelector("output").textContent = `${shown} of ${claims.length} claims`;
}
form.addEventListener("input", filter);
form.addEventListener("submit", (e) => e.preventDefault());
form.addEventListener("reset", () => setTimeout(filter));
function open() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.tagName === "ARTICLE") {
    if (target.hidden) { form.reset(); filter(); }
    target.querySelector("details").open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", open);
filter();
open();
