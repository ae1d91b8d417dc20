"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const data = JSON.parse($("#data").textContent);
  const form = $("#filters");
  const number = new Intl.NumberFormat(data.locale);
  document.documentElement.classList.add("scripted");

  // Persian as people type it: Arabic letters, any digits, half-spaces or none are all one.
  const fold = (text) => text.toLowerCase().normalize("NFKC")
    .replace(/[يى]/g, "ی").replace(/ك/g, "ک").replace(/[\u064b-\u0652\u0640]/g, "")
    .replace(/[۰-۹]/g, (d) => d.charCodeAt(0) - 0x6f0).replace(/[٠-٩]/g, (d) => d.charCodeAt(0) - 0x660)
    .replace(/[\u200b-\u200f\s]+/g, "");

  const items = all(".claims li");
  const itemOf = [];
  for (const item of items) itemOf[item.dataset.c] = item;
  const marksOf = data.claims.map(() => []);
  for (const mark of all("mark")) marksOf[mark.dataset.c].push(mark);
  const voices = all(".voice");
  const articles = all("article");
  const speakers = data.speakers.map(fold);
  const headings = articles.map((article) => fold($("h3", article).textContent));
  let texts = null;

  const FEW = 12;
  const fields = ["q", "speaker", "subject", "stance", "assertion", "publisher", "from", "to"];
  const state = () => Object.fromEntries(fields.map((name) => [name, form.elements[name].value.trim()]));

  function matcher(wanted) {
    const query = fold(wanted.q), who = fold(wanted.speaker);
    if (query && !texts) texts = itemOf.map((item) => fold($(".said", item).textContent));
    const exact = speakers.includes(who);
    const speaks = speakers.map((name) => !who || (exact ? name === who : name.includes(who)));
    const subject = data.subjects.indexOf(wanted.subject);
    const stance = data.stances.indexOf(wanted.stance);
    const inTime = (key) => (!wanted.from || (key && key >= wanted.from)) && (!wanted.to || (key && key <= wanted.to));
    return ([article, speaker, subjects, side, assertion], index) =>
      speaks[speaker]
      // With a subject, the stance that is asked for is the one towards it.
      && (!wanted.subject || subjects.some(([id, towards]) => id === subject && (!wanted.stance || towards === stance)))
      && (!wanted.stance || wanted.subject || side === stance)
      && (!wanted.assertion || assertion === wanted.assertion)
      && (!wanted.publisher || data.articles[article][0] === wanted.publisher)
      && inTime(data.articles[article][1])
      && (!query || texts[index].includes(query) || headings[article].includes(query) || speakers[speaker].includes(query));
  }

  let shown = data.claims.map(() => true);

  function apply(remember = true) {
    const wanted = state();
    const active = fields.some((name) => wanted[name]);
    const fits = matcher(wanted);
    const perVoice = new Map(), perCell = new Map(), perPeriod = new Map(), perArticle = new Map(), publishers = new Set();
    const add = (map, key, side) => {
      if (!map.has(key)) map.set(key, [0, 0, 0]);
      map.get(key)[side] += 1;
    };
    let total = 0;
    data.claims.forEach((claim, index) => {
      const fit = fits(claim, index);
      if (fit !== shown[index]) {
        shown[index] = fit;
        itemOf[index].hidden = !fit;
        for (const mark of marksOf[index]) mark.classList.toggle("off", !fit);
      }
      if (!fit) return;
      total += 1;
      const [article, speaker, subjects, side] = claim;
      add(perVoice, speaker, side);
      add(perArticle, article, side);
      add(perPeriod, data.articles[article][1], side);
      publishers.add(data.articles[article][0]);
      for (const [id, towards] of subjects) add(perCell, `${speaker} ${id}`, towards);
    });
    for (const voice of voices) draw(voice, perVoice.get(+voice.dataset.v), active);
    for (const row of all(".bars li")) draw(row, perVoice.get(+row.dataset.v), false);
    for (const cell of all("td[data-v]")) draw(cell, perCell.get(`${cell.dataset.v} ${cell.dataset.j}`), false);
    for (const column of all("a[data-p]")) stack(column, perPeriod.get(column.dataset.p));
    articles.forEach((article, index) => { article.hidden = active && !perArticle.has(index); });
    // What is looked for is shown at once where it is little enough to look at.
    if (active && perArticle.size <= FEW) for (const index of perArticle.keys()) $("details", articles[index]).open = true;
    if (active && perVoice.size === 1) voices[[...perVoice.keys()][0]].open = true;
    publishers.delete("");
    const totals = { claims: total, speakers: perVoice.size, articles: active ? perArticle.size : articles.length,
      publishers: active ? publishers.size : new Set(data.articles.map((a) => a[0]).filter(Boolean)).size };
    for (const figure of all("[data-total]")) figure.textContent = number.format(totals[figure.dataset.total]);
    $("#nothing").hidden = total > 0 || !active;
    $("#count").textContent = data.shown.replace("{shown}", number.format(total)).replace("{total}", number.format(data.claims.length));
    if (remember) {
      const kept = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value));
      history.replaceState(null, "", active ? `#${kept}` : location.pathname + location.search);
    }
    close();
  }

  function draw(element, counts = [0, 0, 0], hide) {
    const sum = counts[0] + counts[1] + counts[2];
    element.hidden = hide && !sum;
    let x = 0;
    all("rect:not(.ghost)", element).slice(0, 3).forEach((rect, side) => {
      rect.setAttribute("x", x);
      rect.setAttribute("width", counts[side]);
      x += counts[side];
    });
    $("[data-n]", element).textContent = number.format(sum);
    const split = $("[data-split]", element);
    if (split) {
      const names = all("#f-stance option").slice(1).map((option) => option.textContent);
      split.textContent = names.map((name, side) => `${name} ${number.format(counts[side])}`).join("، ");
    }
  }

  function stack(column, counts = [0, 0, 0]) {
    let y = column.ownerSVGElement.viewBox.baseVal.height;
    all("rect:not(.ghost)", column).forEach((rect, side) => {
      y -= counts[side];
      rect.setAttribute("y", y);
      rect.setAttribute("height", counts[side]);
    });
  }

  // A hash with "=" holds filters, so that a selection can be sent as a link; others are places on the page.
  function follow() {
    const hash = location.hash.slice(1);
    if (hash.includes("=")) {
      const kept = new URLSearchParams(hash);
      for (const name of fields) form.elements[name].value = kept.get(name) ?? "";
      apply(false);
    } else if (/^a\d+$/.test(hash)) {
      const details = $(`#${hash} > details`);
      if (details) details.open = true;
    }
  }

  const card = $("#card");
  let current = -1, opener = null;

  function open(index, anchor, pin) {
    const list = $("dl", card);
    list.replaceChildren();
    const claim = data.claims[index];
    for (const [label, value] of [...data.told[claim[5]], ...claim[6]]) {
      const name = document.createElement("dt"), text = document.createElement("dd");
      name.textContent = data.labels[label];
      text.textContent = value;
      text.dir = "auto";
      list.append(name, text);
    }
    for (const mark of all("mark.on")) mark.classList.remove("on");
    for (const mark of marksOf[index]) mark.classList.add("on");
    current = index;
    card.hidden = false;
    card.classList.toggle("pinned", pin);
    place(anchor);
    if (pin) { opener = anchor; card.focus({ preventScroll: true }); }
  }

  function place(anchor) {
    const at = anchor.getClientRects()[0], box = card.getBoundingClientRect();
    if (!at) return;
    const below = at.bottom + 10 + box.height < innerHeight || at.top < box.height + 10;
    const top = below ? Math.min(at.bottom + 10, innerHeight - box.height - 8) : at.top - box.height - 10;
    const left = Math.max(8, Math.min(at.right - box.width, innerWidth - box.width - 8));
    card.style.top = `${Math.max(8, top)}px`;
    card.style.left = `${left}px`;
  }

  function close() {
    if (card.hidden) return;
    for (const mark of marksOf[current] ?? []) mark.classList.remove("on");
    if (opener && card.contains(document.activeElement)) opener.focus({ preventScroll: true });
    card.hidden = true;
    current = -1;
    opener = null;
  }

  const markAt = (event) => event.target.closest?.("mark[data-c]");
  document.addEventListener("mouseover", (event) => {
    if (card.classList.contains("pinned") && !card.hidden) return;
    const mark = markAt(event);
    if (mark && +mark.dataset.c !== current) open(+mark.dataset.c, mark, false);
    else if (!mark && !card.contains(event.target)) close();
  });
  document.addEventListener("focusin", (event) => {
    const mark = markAt(event);
    if (mark && mark.matches(":focus-visible") && opener === null) open(+mark.dataset.c, mark, false);
  });
  document.addEventListener("click", (event) => {
    const mark = markAt(event), info = event.target.closest(".info");
    if (mark) open(+mark.dataset.c, mark, true);
    else if (info) open(+info.closest("li").dataset.c, info, true);
    else if (!card.contains(event.target) || event.target.closest(".close")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    const mark = markAt(event);
    if (mark && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      open(+mark.dataset.c, mark, true);
    }
  });
  addEventListener("scroll", () => { if (!card.classList.contains("pinned")) close(); }, { passive: true });

  let timer = 0;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(apply, 120); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  addEventListener("hashchange", follow);
  $("#print").addEventListener("click", () => print());
  $("#theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("faclaims-theme", root.dataset.theme); } catch { /* a page that may keep nothing */ }
  });
  try {
    const theme = localStorage.getItem("faclaims-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch { /* a page that may keep nothing */ }

  // What is folded away would be missing on paper.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])").filter((details) => !details.closest("[hidden]"));
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of folded) details.open = false; });

  apply(false);
  follow();
})();
