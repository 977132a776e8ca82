// Search from disk: the same folding and cutting as the index (indexer/tokens.py), over positions in small files that
// are loaded by <script>. A query's runs are literal phrases, all of which must hold; "…" keeps spaces, -… excludes.
"use strict";
(() => {
  const HAN = "\\u3005-\\u3007\\u3041-\\u3096\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const LETTER = `(?:(?![${HAN}])[\\p{L}\\p{N}])`;
  const WORD = `${LETTER}+(?:(?<=[0-9])(?:\\.(?=[0-9])|,(?=[0-9]{3}(?![0-9])))${LETTER}+)*`;
  const TOKEN = new RegExp(`(?<han>[${HAN}]+)|(?<word>${WORD})|(?<space> +)|(?<other>[\\s\\S])`, "gu");
  const BLANK = /[\p{Cc}\p{Cf}\p{Cs}\p{Zs}\p{Zl}\p{Zp}\u2423]/u;
  const SPACE = "\u2423", LONGEST = 64, PAGE = 20;

  // --- files ---
  const waiting = new Map(), arrived = new Map();
  window.aftershock = (kind, number, value) => arrived.set(`${kind}/${number}`, value);
  const load = (kind, number, path) => {
    const key = `${kind}/${number}`;
    if (!waiting.has(key)) {
      waiting.set(key, new Promise((done, fail) => {
        const script = document.createElement("script");
        script.src = path || `search/${key}.js`;
        script.onload = () => { script.remove(); done(arrived.get(key)); };
        script.onerror = () => { script.remove(); waiting.delete(key); fail(new Error(`${script.src} cannot be loaded`)); };
        document.head.append(script);
      }));
    }
    return waiting.get(key);
  };

  // --- text ---
  const simplified = new Map(), folded = new Map();
  const one = (changed, before) => ([...changed].length === 1 ? changed : before);
  const foldCharacter = (character) => {
    let known = folded.get(character);
    if (known === undefined) {
      if (BLANK.test(character)) known = " ";
      else {
        known = one(character.normalize("NFKC"), character);
        known = one(known.toLowerCase(), known);
        known = simplified.get(known) || known;
      }
      folded.set(character, known);
    }
    return known;
  };
  const fold = (text) => Array.from(text, foldCharacter);
  const strip = (text) => text.replace(/^ +| +$/g, "");

  /** A run as what must stand where: tokens with their offset, in the numbering of single characters. */
  const cut = (run) => {
    const wanted = [];
    let at = 0;
    for (const match of strip(fold(run).join("")).matchAll(TOKEN)) {
      const { han, word, space } = match.groups;
      if (han !== undefined) {
        const characters = [...han];
        if (characters.length === 1) wanted.push({ kind: "c", token: han, at });
        else for (let n = 0; n < characters.length - 1; n += 1) {
          // Every second pair covers a run; the last one closes it.
          if (n % 2 === 0 || n === characters.length - 2) wanted.push({ kind: "g", token: characters[n] + characters[n + 1], at: at + n });
        }
        at += characters.length;
      } else if (word !== undefined) {
        const characters = [...word];
        for (let n = 0; n < characters.length; n += LONGEST) { wanted.push({ kind: "g", token: characters.slice(n, n + LONGEST).join(""), at }); at += 1; }
      } else { wanted.push({ kind: "g", token: space !== undefined ? SPACE : match[0], at }); at += 1; }
    }
    return wanted;
  };

  // --- postings ---
  const shardOf = (token, shards) => {
    let value = 0x811c9dc5;
    for (const character of token) value = Math.imul(value ^ character.codePointAt(0), 0x01000193) >>> 0;
    return value % shards;
  };
  const decoded = new Map();
  const postings = async (meta, kind, token) => {
    const key = kind + token;
    if (!decoded.has(key)) {
      const shard = await load(kind, shardOf(token, meta.shards[kind]));
      const found = new Map();
      const told = Object.hasOwn(shard, token) ? shard[token] : "";
      let document_ = 0;
      if (told) for (const posting of told.split(";")) {
        const [gap, ...steps] = posting.split(".");
        document_ += parseInt(gap, 36);
        let place = 0;
        found.set(document_, steps.map((step) => (place += parseInt(step, 36))));
      }
      decoded.set(key, found);
    }
    return decoded.get(key);
  };

  /** Document → how often a run stands in it, and whether in the title. */
  const phrase = async (meta, run) => {
    const wanted = cut(run);
    if (!wanted.length) return null;
    const lists = await Promise.all(wanted.map((part) => postings(meta, part.kind, part.token)));
    const rarest = lists.reduce((least, list, n) => (list.size < lists[least].size ? n : least), 0);
    const found = new Map();
    for (const document_ of lists[rarest].keys()) {
      if (!lists.every((list) => list.has(document_))) continue;
      let starts = new Set(lists[rarest].get(document_).map((place) => place - wanted[rarest].at));
      lists.forEach((list, n) => {
        if (n === rarest || !starts.size) return;
        const next = new Set();
        for (const place of list.get(document_)) if (starts.has(place - wanted[n].at)) next.add(place - wanted[n].at);
        starts = next;
      });
      if (starts.size) found.set(document_, starts.size + (Math.min(...starts) < [...meta.documents[document_][1]].length ? 5 : 0));
    }
    return found;
  };

  /** All tokens of all runs somewhere in the document: the second stage, when the runs as they are find nothing. */
  const together = async (meta, runs) => {
    let found = null;
    for (const run of runs) for (const part of cut(run)) {
      const list = await postings(meta, part.kind, part.token);
      found = new Map([...list].filter(([key]) => !found || found.has(key)).map(([key, places]) => [key, places.length + (found ? found.get(key) : 0)]));
    }
    return found || new Map();
  };

  const parse = (text) => {
    const runs = [], excluded = [];
    for (const match of text.matchAll(/(-?)(?:"([^"]*)"|“([^”]*)”|(\S+))/gu)) {
      const run = match[2] ?? match[3] ?? match[4];
      if (cut(run).length) (match[1] ? excluded : runs).push(run);
    }
    return { runs, excluded };
  };

  const passes = (row, wanted) => {
    const [, , day, , source, companies, types, amounts] = row;
    if (wanted.source && source !== wanted.source) return false;
    if (wanted.type && !types.includes(wanted.type)) return false;
    if (wanted.company && !companies.includes(wanted.company)) return false;
    if (wanted.from && !(day && day.slice(0, 7) >= wanted.from)) return false;
    if (wanted.to && !(day && day.slice(0, 7) <= wanted.to)) return false;
    if (wanted.min !== null || wanted.max !== null) {
      return amounts.some(([low, high]) => (wanted.min === null || high >= wanted.min) && (wanted.max === null || low <= wanted.max));
    }
    return true;
  };

  /** {hits: [document number], stage, runs}: exactly the documents whose title or text holds every run. */
  const find = async (wanted) => {
    const meta = await load("meta", 0, "search/meta.js");
    if (!simplified.size) {
      const [from, to] = await load("fold", 0, "search/fold.js");
      const target = [...to];
      [...from].forEach((character, n) => simplified.set(character, target[n]));
      folded.clear();
    }
    const { runs, excluded } = parse(wanted.q);
    let stage = "literal";
    let scores = null;
    const narrow = (found) => { scores = scores ? new Map([...found].filter(([key]) => scores.has(key)).map(([key, n]) => [key, n + scores.get(key)])) : found; };
    for (const run of runs) narrow(await phrase(meta, run));
    if (runs.length && !scores.size) { stage = "words"; scores = await together(meta, runs); }
    if (!scores) scores = new Map(meta.documents.map((_, n) => [n, 0]));
    for (const run of excluded) for (const key of (await phrase(meta, run)).keys()) scores.delete(key);
    const hits = [...scores.keys()].filter((key) => passes(meta.documents[key], wanted));
    const day = (key) => meta.documents[key][2];
    const largest = (key) => meta.documents[key][7].reduce((most, [, high]) => Math.max(most, high), -1);
    const newest = (a, b) => (day(a) < day(b) ? 1 : day(a) > day(b) ? -1 : a - b);
    const orders = {
      newest,
      oldest: (a, b) => (!day(a) - !day(b)) || newest(b, a),
      amount: (a, b) => largest(b) - largest(a) || newest(a, b),
      relevance: (a, b) => scores.get(b) - scores.get(a) || newest(a, b),
    };
    hits.sort(orders[wanted.sort] || orders.relevance);
    return { hits, stage, runs, meta };
  };

  /** [start, end) spans, in code points, where a run stands in a text, at word borders. */
  const spans = (characters, runs) => {
    const text = characters.map(foldCharacter), found = [];
    const inner = new Set();
    let at = 0;
    for (const match of text.join("").matchAll(TOKEN)) {
      const length = [...match[0]].length;
      if (match.groups.word !== undefined) for (let n = 1; n < length; n += 1) inner.add(at + n);
      at += length;
    }
    for (const run of runs) {
      const wanted = fold(strip(fold(run).join("")));
      for (let start = 0; wanted.length && start + wanted.length <= text.length; start += 1) {
        if (wanted.every((character, n) => text[start + n] === character) && !inner.has(start) && !inner.has(start + wanted.length)) found.push([start, start + wanted.length]);
      }
    }
    return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  };
  const marked = (text, runs) => {
    const characters = Array.from(text), made = document.createDocumentFragment();
    let at = 0;
    for (const [start, end] of spans(characters, runs)) {
      if (end <= at) continue;
      made.append(characters.slice(at, Math.max(start, at)).join(""));
      const mark = document.createElement("mark");
      mark.textContent = characters.slice(Math.max(start, at), end).join("");
      made.append(mark);
      at = end;
    }
    made.append(characters.slice(at).join(""));
    return made;
  };

  // --- page ---
  const form = document.getElementById("search"), list = document.getElementById("hits"), status = document.getElementById("status");
  const more = document.getElementById("more"), facets = document.getElementById("facets");
  const FIELDS = ["q", "company", "source", "type", "from", "to", "min", "max", "sort"];
  const english = () => document.getElementById("english").checked;
  const words = (zh, en) => (english() ? en : zh);
  let asked = 0;

  const show = async (result, from) => {
    const turn = asked;
    more.hidden = true;
    for (const key of result.hits.slice(from, from + PAGE)) {
      const [path, title, day, publisher] = result.meta.documents[key];
      const item = document.createElement("li"), link = document.createElement("a"), about = document.createElement("p");
      link.className = "headline";
      link.lang = "zh-CN";
      link.append(marked(title, result.runs));
      about.className = "from";
      about.textContent = [publisher, day].filter(Boolean).join(" · ");
      const block = Math.floor(key / result.meta.block);
      const quotes = (await load("q", block))[key - block * result.meta.block];
      if (turn !== asked) return;  // Another search was begun meanwhile.
      const fitting = quotes.filter(([, text]) => result.runs.some((run) => spans(Array.from(text), [run]).length));
      const where = path.split("/").map(encodeURIComponent).join("/");
      link.href = fitting.length ? `${where}#${fitting[0][0]}` : where;
      item.append(link, about);
      for (const [anchor, text] of (result.runs.length ? fitting : quotes).slice(0, 2)) {
        const snippet = document.createElement("p"), jump = document.createElement("a");
        snippet.className = "snippet";
        snippet.lang = "zh-CN";
        snippet.append(marked(text, result.runs), " ");
        jump.href = `${where}#${anchor}`;
        jump.className = "permalink";
        jump.textContent = "¶";
        jump.setAttribute("aria-label", words("原句", "sentence"));
        snippet.append(jump);
        item.append(snippet);
      }
      if (result.runs.length && !fitting.length && result.stage === "literal") {
        const note = document.createElement("p");
        note.className = "from";
        note.textContent = words("见于标题或全文，不在引文中。", "In the title or the full text, not in a quoted sentence.");
        item.append(note);
      }
      list.append(item);
    }
    more.hidden = from + PAGE >= result.hits.length;
    more.onclick = () => show(result, from + PAGE);
  };

  const tell = (result) => {
    facets.replaceChildren();
    for (const [name, column] of [["company", 5], ["type", 6], ["source", 4]]) {
      if (form.elements[name].value) continue;
      const counted = new Map(), group = document.createElement("div"), head = document.createElement("span");
      head.textContent = { company: words("公司", "Company"), type: words("类型", "Type"), source: words("来源", "Source") }[name];
      for (const key of result.hits) for (const value of [].concat(result.meta.documents[key][column])) counted.set(value, (counted.get(value) || 0) + 1);
      for (const [value, n] of [...counted].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 5)) {
        if (n === result.hits.length) continue;
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = `${(name === "source" && result.meta.sources[value]) || value} ${n}`;
        button.onclick = () => { form.elements[name].value = value; form.querySelector("details").open = true; remember(); run(); };
        group.append(button);
      }
      if (group.childNodes.length) { group.prepend(head); facets.append(group); }
    }
  };

  const read = () => {
    const value = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value.trim()]));
    for (const name of ["min", "max"]) value[name] = value[name] === "" ? null : Number(value[name]) * 10000;
    return value;
  };
  const run = async () => {
    const turn = (asked += 1), wanted = read();
    if (!FIELDS.some((name) => name !== "sort" && form.elements[name].value.trim())) {
      list.replaceChildren(); facets.replaceChildren(); status.textContent = ""; more.hidden = true;
      return;
    }
    status.textContent = words("查找中…", "Searching…");
    try {
      const result = await find(wanted);
      if (turn !== asked) return;
      list.replaceChildren();
      const count = result.hits.length;
      status.textContent = !count ? words("没有找到。", "Nothing found.")
        : result.stage === "literal" ? words(`${count} 篇`, `${count} documents`)
        : words(`没有逐字相符的；${count} 篇含有其中所有的字词`, `No literal match; ${count} documents hold all of the parts`);
      status.dataset.total = count;
      status.dataset.stage = result.stage;
      tell(result);
      await show(result, 0);
    } catch (error) {
      if (turn === asked) status.textContent = words("检索文件读取失败：", "A file of the search cannot be read: ") + error.message;
    }
  };
  const remember = () => {
    const told = new URLSearchParams();
    for (const name of FIELDS) if (form.elements[name].value.trim() && !(name === "sort" && form.elements[name].value === "relevance")) told.set(name, form.elements[name].value.trim());
    history.replaceState(null, "", `#${told}`);
  };
  const recall = () => {
    const told = new URLSearchParams(location.hash.slice(1) || location.search);
    for (const name of FIELDS) form.elements[name].value = told.get(name) || (name === "sort" ? "relevance" : "");
    if (FIELDS.some((name) => name !== "q" && name !== "sort" && told.get(name))) form.querySelector("details").open = true;
    run();
  };
  document.getElementById("unscripted").hidden = true;
  form.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); remember(); run(); });
  form.addEventListener("change", () => { remember(); run(); });
  window.addEventListener("hashchange", recall);
  recall();
})();
