// One figure, drawn again from the same definition as its files; what is chosen of it goes into addresses, and to
// the figures beside it.
const scripts = document.getElementById("figure-scripts").dataset;
const { controlsOf, element } = await import(scripts.controls);
const dark = matchMedia("(prefers-color-scheme: dark)");
let loading;

/** Vega, Vega-Lite and the interpreter that the strict content security policy asks for; fetched once. */
function load() {
  loading ??= (async () => {
    await import(scripts.vega);
    await import(scripts.vegaLite);
    const { expressionInterpreter } = await import(scripts.interpreter);
    return expressionInterpreter;
  })();
  return loading;
}

/** Gives an address what is drawn, or takes it away: the parameters of `drawn` under the names that it has there. */
function setDrawn(address, drawn, prefix = "") {
  const changed = new URL(address, location);
  Object.entries(drawn).forEach(([name, value]) => {
    if (value) changed.searchParams.set(prefix + name, value);
    else changed.searchParams.delete(prefix + name);
  });
  return changed;
}

/** What differs from the whole figure, as the parameters of addresses. */
const drawnOf = (choices, signals) => ({
  until: signals.horizon < choices.last ? `${signals.horizon}` : "",
  without: choices.groups.map((group) => group.key).filter((key) => !signals.shown.includes(key)).join("."),
});

/** Lets the files beside a figure, what leads elsewhere from the page, and its address follow what is drawn. */
function carry(figure, choices, signals) {
  const drawn = drawnOf(choices, signals);
  const part = figure.closest("[data-drawn]");
  part.querySelectorAll("[data-figure-file]").forEach((link) => { link.href = setDrawn(link.href, drawn); });
  const statistic = figure.closest(".statistic");
  const page = [...document.querySelectorAll("[data-page-file]")].filter((link) => !statistic.contains(link));
  page.forEach((link) => { link.href = setDrawn(link.href, drawn, part.dataset.drawn); });
  history.replaceState(history.state, "", setDrawn(location.href, drawn, part.dataset.drawn));
  keepInForm(part, drawn);
}

/** The table beside a figure says the numbers at risk that stand under it, as the registry prints them. */
function renewBeside(part, { until }) {
  part.querySelectorAll("[data-beside]").forEach((beside) => {
    beside.setAttribute("hx-vals", JSON.stringify({ until }));
    beside.dispatchEvent(new Event("drawn"));
  });
}

/** In place of the questions that the figure answers itself now, its form sends what is drawn. */
function keepInForm(part, drawn) {
  const asked = part.querySelector("[data-figure-choices]");
  if (!asked) return;
  const given = Object.entries(drawn).filter(([, value]) => value);
  asked.replaceChildren(...given.map(([name, value]) => element("input", { type: "hidden", name, value })));
  asked.closest("details").hidden = !asked.closest("form").querySelector("label");
}

/** How far right of the left edge of a plot a point is; null outside the plots, which all have one width. */
function inPlot(group, width, x, y) {
  const [left, top] = [x - group.x, y - group.y];
  if (group.width === width && left >= 0 && left <= width && top >= 0 && top <= group.height) return left;
  for (const mark of group.items) {
    if (mark.marktype !== "group") continue;
    for (const one of mark.items) {
      const found = inPlot(one, width, left, top);
      if (found !== null) return found;
    }
  }
  return null;
}

/** The month under the pointer, or null outside the curves. */
function monthAt(view, choices, horizon, event) {
  const drawn = view.container().querySelector("svg");
  const box = drawn.getBoundingClientRect();
  const scale = drawn.viewBox.baseVal.width / box.width;
  const [left, top] = view.origin();
  const at = [(event.clientX - box.left) * scale - left, (event.clientY - box.top) * scale - top];
  const x = inPlot(view.scenegraph().root.items[0], choices.width, ...at);
  return x === null ? null : (x / choices.width) * horizon;
}

const tip = element("dl", { className: "figure-tip", hidden: true });
document.body.append(tip);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });

/** What the definition says of the mark under the pointer, beside it. */
function tell(_, event, __, said) {
  tip.hidden = !said;
  if (!said) return;
  tip.replaceChildren(...Object.entries(said).flatMap(([name, value]) =>
    [element("dt", { textContent: name }), element("dd", { textContent: value })]));
  const [across, down] = [event.clientX ?? event.touches[0].clientX, event.clientY ?? event.touches[0].clientY];
  const fits = across + tip.offsetWidth + 24 < innerWidth;
  tip.style.left = `${Math.max(fits ? across + 14 : across - tip.offsetWidth - 14, 4)}px`;
  tip.style.top = `${Math.max(Math.min(down + 14, innerHeight - tip.offsetHeight - 4), 4)}px`;
}

/** Marks that are counts lead to their patients, by the address that the figure has; so do the links of its tables. */
function leadToPatients(figure, place, view) {
  const leads = (item) => figure.dataset.opens && item?.datum?.opens;
  view.addEventListener("mousemove", (_, item) => {
    [place, tip].forEach((part) => part.classList.toggle("leads", Boolean(leads(item))));
  });
  view.addEventListener("click", (event, item) => {
    if (leads(item)) window.open(figure.dataset.opens + leads(item), event.ctrlKey || event.metaKey ? "_blank" : "_self");
  });
}

async function draw(figure, place) {
  const interpreter = await load();
  const address = new URL(figure.dataset.specification, location);
  address.searchParams.set("theme", dark.matches ? "dark" : "light");
  const reply = await fetch(address, { credentials: "same-origin" });
  if (!reply.ok) throw new Error(`The figure answered ${reply.status}.`);
  const specification = await reply.json();
  const runtime = vega.parse(vegaLite.compile(specification).spec, null, { ast: true });
  const view = new vega.View(runtime, { expr: interpreter, renderer: "svg", container: place, tooltip: tell });
  await view.runAsync();
  leadToPatients(figure, place, view);
  return { view, choices: specification.usermeta ?? {} };
}

/** What a figure says to those beside it, which may have other groups and another follow-up. */
const said = {
  shown: (choices, keys) => choices.groups.filter((group) => !keys.includes(group.key)).map((group) => group.label),
  horizon: (choices, last) => (last < choices.last ? last : Infinity),
  read_at: (choices, month) => month,
};

/** What another figure makes of it; with none of its groups left it shows all. */
const heard = {
  shown: ({ groups }, hidden) => {
    const kept = groups.filter((group) => !hidden.includes(group.label));
    return (kept.length ? kept : groups).map((group) => group.key);
  },
  horizon: ({ last }, month) => Math.min(last, month),
  read_at: (choices, month) => month,
};
const beside = new WeakMap();

/** The figures beside a figure that follow it, and what was last said among them; alone it has none. */
function company(figure) {
  const place = figure.closest("[data-linked]") ?? figure;
  if (!beside.has(place)) beside.set(place, { others: new Map(), last: new Map() });
  return beside.get(place);
}

export async function explore(figure) {
  const place = element("div", { className: "explored" });
  // To those who cannot see it the figure says what the picture said; what can be chosen stands beside it.
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", figure.querySelector("img").alt);
  figure.append(place);
  let { view, choices } = await draw(figure, place);
  figure.querySelector("picture").hidden = true;

  const signals = { horizon: choices.until, shown: choices.shown };
  const { others, last } = company(figure);
  const apply = (name, value) => {
    if (value === undefined || !(name === "shown" ? choices.groups : choices.curves)) return;
    const isRedrawn = name === "horizon" && value !== signals.horizon;
    signals[name] = value;
    controls.show[name](value);
    // A month at which this figure has ended is not on its axis.
    view.signal(name, name === "read_at" && value > signals.horizon ? null : value).runAsync();
    if (name !== "read_at") carry(figure, choices, signals);
    if (isRedrawn) renewBeside(figure.closest("[data-drawn]"), drawnOf(choices, signals));
  };
  const listen = (name, word) => apply(name, heard[name](choices, word));
  const set = (name, value) => {
    apply(name, value);
    last.set(name, said[name](choices, value));
    others.forEach((tell, other) => { if (other !== figure) tell(name, last.get(name)); });
  };
  const controls = controlsOf(figure, choices, set);
  if (controls.parts.length) figure.after(element("div", { className: "figure-controls" }, ...controls.parts));
  if (choices.groups) keepInForm(figure.closest("[data-drawn]"), drawnOf(choices, signals));
  others.set(figure, listen);
  last.forEach((word, name) => listen(name, word));

  place.addEventListener("pointermove", (event) => {
    const month = controls.readAt && monthAt(view, choices, signals.horizon, event);
    if (month !== null) controls.readAt?.(month);
  });
  place.addEventListener("pointerleave", () => { tip.hidden = true; });
  dark.addEventListener("change", async () => {
    view.finalize();
    ({ view } = await draw(figure, place));
    Object.entries(signals).forEach(([name, value]) => { if (value !== undefined) view.signal(name, value); });
    view.runAsync();
  });
}
