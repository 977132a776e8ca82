// Refines what is there already: remembers the language, and shows the running totals of the month being read.
"use strict";
(() => {
  const box = document.getElementById("english");
  const remember = {
    get() { try { return localStorage.getItem("english"); } catch { return null; } },
    set(value) { try { localStorage.setItem("english", value); } catch { /* private windows may refuse: nothing is lost */ } },
  };
  const kept = remember.get();
  if (kept !== null) box.checked = kept === "1";
  const apply = () => { document.documentElement.lang = box.checked ? "en" : "zh-CN"; };
  // The sources' words stay Chinese whatever the labels' language: say so where they stand.
  for (const quote of document.querySelectorAll("blockquote, .headline, h1")) quote.lang = "zh-CN";
  apply();
  box.addEventListener("change", () => { remember.set(box.checked ? "1" : "0"); apply(); });

  // The page for what is not there points to the server's top, which from disk is not the site's.
  if (location.protocol === "file:") for (const link of document.querySelectorAll('a[href^="/"]')) link.setAttribute("href", link.getAttribute("href").slice(1));

  const months = [...document.querySelectorAll(".month[data-month]")];
  if (months.length < 2 || !("IntersectionObserver" in window)) return;
  const tally = document.createElement("div");
  tally.className = "tally";
  tally.hidden = true;
  tally.setAttribute("aria-hidden", "true");  // The same figures stand at the head of each month.
  document.body.append(tally);
  const seen = new Set();
  const show = () => {
    const now = months.filter((month) => seen.has(month)).pop();
    const totals = now ? [...now.querySelectorAll("header .totals li")].slice(0, 4) : [];
    tally.hidden = totals.length === 0;
    if (!now) return;
    const parts = [clone(now.querySelector("h2 a"), "b")];
    for (const total of totals) {
      const part = document.createElement("span");
      part.append(clone(total.querySelector(".what"), "span"), " ", clone(total.querySelector("strong"), "b"));
      parts.push(part);
    }
    tally.replaceChildren(...parts);
  };
  const clone = (from, tag) => {
    const made = document.createElement(tag);
    for (const child of from.childNodes) made.append(child.cloneNode(true));
    return made;
  };
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) entry.isIntersecting ? seen.add(entry.target) : seen.delete(entry.target);
    show();
  }, { rootMargin: "-25% 0px -60% 0px" });
  for (const month of months) watcher.observe(month);
})();
