// What a page owes to those who do not see it or hold no mouse: an array of sentences, one for each breach.
() => {
  const wrong = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (e) => e.checkVisibility({ visibilityProperty: true });
  const told = (e) => e.outerHTML.slice(0, 120);
  const name = (e) => {
    const by = e.getAttribute("aria-labelledby");
    if (by) return by.split(/\s+/).map((id) => document.getElementById(id)?.textContent || "").join(" ").trim();
    const labels = e.labels ? [...e.labels].map((l) => l.textContent).join(" ") : "";
    return (e.getAttribute("aria-label") || labels || e.textContent || e.getAttribute("title") || e.getAttribute("alt") || "").trim();
  };
  const one = (selector, what) => { const n = all(selector).filter(shown).length; if (n !== 1) wrong.push(`${n} ${what} (one is wanted)`); };

  if (!document.documentElement.lang) wrong.push("the page has no language");
  if (!document.title.trim()) wrong.push("the page has no title");
  one("main", "main"); one("h1", "h1"); one("body > header", "banner"); one("body > footer", "contentinfo");
  const skip = document.querySelector("body a");
  if (!skip || skip.getAttribute("href") !== "#content" || !document.getElementById("content")) wrong.push("the first link does not skip to the content");

  // Landmarks of one kind are told apart by their names.
  const named = new Map();
  for (const e of all("nav, section[aria-labelledby], section[aria-label], [role=region]").filter(shown)) {
    const key = `${e.getAttribute("role") || e.tagName} ${name(e).slice(0, 60)}`;
    if (!name(e)) wrong.push(`a landmark without a name: ${told(e)}`);
    if (named.has(key)) wrong.push(`two landmarks of one name: ${key}`);
    named.set(key, e);
  }
  let before = 0;
  for (const e of all("h1, h2, h3, h4, h5, h6").filter(shown)) {
    const level = Number(e.tagName[1]);
    if (level > before + 1) wrong.push(`h${level} follows h${before}: ${told(e)}`);
    if (!e.textContent.trim()) wrong.push(`an empty heading: ${told(e)}`);
    before = level;
  }
  for (const e of all("a[href], button, summary, input, select").filter(shown)) if (!name(e)) wrong.push(`nothing to call it by: ${told(e)}`);
  for (const e of all("[tabindex]")) if (Number(e.tabIndex) > 0) wrong.push(`an order of its own: ${told(e)}`);
  for (const e of all("a[href]")) if (e.querySelector("a, button, input")) wrong.push(`a control within a link: ${told(e)}`);
  for (const e of all("[aria-hidden=true]")) if (e.querySelector("a, button, input, [tabindex]")) wrong.push(`a control that is hidden from readers: ${told(e)}`);
  for (const attribute of ["aria-labelledby", "aria-describedby", "for", "list"]) {
    for (const e of all(`[${attribute}]`)) for (const id of e.getAttribute(attribute).split(/\s+/)) if (!document.getElementById(id)) wrong.push(`${attribute} names nothing: ${told(e)}`);
  }
  for (const e of all("ul, ol")) for (const child of e.children) if (child.tagName !== "LI") wrong.push(`in a list, but no item: ${told(child)}`);
  for (const e of all("dl > *, dl > div > *")) if (!["DIV", "DT", "DD"].includes(e.tagName)) wrong.push(`in a list of terms, but no term: ${told(e)}`);
  for (const e of all("table")) if (!e.querySelector("th[scope]")) wrong.push(`a table without headings: ${told(e)}`);
  for (const e of all("thead th")) if (!e.textContent.trim()) wrong.push(`a column without a heading: ${told(e)}`);
  for (const e of all("svg[role]")) if (!e.getAttribute("aria-label")) wrong.push(`a picture without a name: ${told(e)}`);
  // A box that scrolls is reached by the keyboard.
  for (const e of all("div").filter(shown)) {
    const over = getComputedStyle(e).overflowX;
    if ((over === "auto" || over === "scroll") && e.scrollWidth > e.clientWidth + 1 && e.tabIndex < 0) wrong.push(`scrolls, but not by keyboard: ${told(e)}`);
  }

  // Contrast of text with what it stands on (WCAG AA).
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const colour = (text) => text.match(/[\d.]+/g).map(Number);
  const ground = (e) => { for (let at = e; at; at = at.parentElement) { const c = colour(getComputedStyle(at).backgroundColor); if (c.length < 4 || c[3] > 0.99) return c; } return [255, 255, 255]; };
  const seen = new Set();
  for (const e of all("body *").filter((e) => shown(e) && !e.closest("svg, .sr, .skip") && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))) {
    const style = getComputedStyle(e), size = parseFloat(style.fontSize);
    const [a, b] = [light(colour(style.color)), light(ground(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const wanted = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const key = `${e.className} ${style.color}`;
    if (ratio < wanted && !seen.has(key)) { seen.add(key); wrong.push(`contrast ${ratio.toFixed(2)}: ${told(e)}`); }
    if (size < 12 && !seen.has("size" + e.className)) { seen.add("size" + e.className); wrong.push(`letters of ${size} px: ${told(e)}`); }
  }
  return wrong;
}
