// Figures that their reader can explore: drawn again, when they come into view, from the same definition as
// the files. Without script the picture stays, and its tables stand beside it either way.
const scripts = document.getElementById("figure-scripts")?.dataset;
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

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const percent = (value) => `${Math.round(100 * value)}`;

/** What a curve says at a month, as a reader would write it: "42 (31–53)". */
function estimate(curve, month) {
  const at = curve.months.findLastIndex((one) => one <= month);
  const end = curve.months.at(-1);
  if (end === undefined || month > end) return { text: "–", atRisk: curve.at_risk ? "0" : "–" };
  const next = curve.months.findIndex((one) => one >= month);
  const atRisk = curve.at_risk && next >= 0 ? curve.at_risk[next] : "–";
  if (at < 0) return { text: "no event yet", atRisk };
  const [lower, upper] = [curve.lower[at], curve.upper[at]];
  const limits = lower === null || upper === null ? "" : ` (${percent(lower)}–${percent(upper)})`;
  return { text: `${percent(curve.value[at])}${limits}`, atRisk };
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

/** Lets the files beside a figure, the files of the page and its address follow what is drawn. */
function carry(figure, choices, signals) {
  const hidden = choices.groups.map((group) => group.key).filter((key) => !signals.shown.includes(key));
  const drawn = { until: signals.horizon < choices.last ? `${signals.horizon}` : "", without: hidden.join(".") };
  const statistic = figure.closest(".statistic");
  statistic.querySelectorAll("[data-figure-file]").forEach((link) => { link.href = setDrawn(link.href, drawn); });
  const page = `${statistic.id}.`;
  document.querySelectorAll("[data-page-file]").forEach((link) => { link.href = setDrawn(link.href, drawn, page); });
  history.replaceState(history.state, "", setDrawn(location.href, drawn, page));
}

/** The buttons that show and hide groups. At least one stays. */
function groupButtons(choices, changed) {
  const shown = new Set(choices.shown);
  const buttons = choices.groups.map((group) => {
    const button = element("button", { type: "button", className: "series", textContent: group.label });
    button.setAttribute("aria-pressed", `${shown.has(group.key)}`);
    button.style.setProperty("--series", group.colour);
    button.addEventListener("click", () => {
      if (!shown.delete(group.key)) shown.add(group.key);
      if (!shown.size) shown.add(group.key);
      button.setAttribute("aria-pressed", `${shown.has(group.key)}`);
      changed([...shown]);
    });
    return button;
  });
  const legend = element("legend", { textContent: "Shown" });
  return element("fieldset", { className: "series-buttons" }, legend, ...buttons);
}

function horizonChoice(choices, changed) {
  const all = element("option", { value: choices.last, textContent: "all of follow-up", selected: choices.until === choices.last });
  const months = [...new Set([...choices.horizons, choices.until])].filter((month) => month < choices.last).sort((a, b) => a - b);
  const some = months.map((month) => element("option", { value: month, textContent: `${month} months`, selected: month === choices.until }));
  const select = element("select", { className: "form-select form-select-sm" }, ...some, all);
  select.addEventListener("change", () => changed(Number(select.value)));
  return element("label", {}, "Drawn until ", select);
}

/** The table of what every shown curve says at the month chosen, and the slider that chooses it. */
function readingOf(choices, title, changed) {
  const slider = element("input", { type: "range", className: "form-range", min: 0, max: choices.until, step: 0.5, value: 0 });
  const month = element("output", { textContent: "–" });
  const body = element("tbody");
  const limits = choices.curves.some((curve) => curve.lower.some((one) => one !== null));
  const headings = ["Curve", limits ? "%, with 95% limits" : "%", "At risk"].map((text, at) =>
    element("th", { scope: "col", textContent: text, className: at ? "number" : "" }));
  const head = element("thead", {}, element("tr", {}, ...headings));
  const table = element("table", { className: "data-table reading-table", hidden: true }, head, body);
  table.setAttribute("aria-label", `Values read off: ${title}`);
  let shown = choices.shown;
  let at = null;

  const write = () => {
    if (at === null) return;
    const rows = choices.curves.filter((curve) => shown.includes(curve.key)).map((curve) => [curve.label, estimate(curve, at)]);
    body.replaceChildren(...rows.map(([label, { text, atRisk }]) => element("tr", {},
      element("th", { scope: "row", textContent: label }),
      element("td", { className: "number", textContent: text }),
      element("td", { className: "number", textContent: atRisk }))));
    table.hidden = false;
    month.textContent = `${at} months`;
    const spoken = rows.map(([label, { text, atRisk }]) => `${label} ${text}, at risk ${atRisk}`).join("; ");
    slider.setAttribute("aria-valuetext", `${at} months: ${spoken}`);
  };
  const readAt = (value) => {
    at = Math.round(10 * value) / 10;
    slider.value = at;
    write();
    changed(at);
  };
  slider.addEventListener("input", () => readAt(Number(slider.value)));
  return {
    parts: [element("label", { className: "read-at" }, "Values at ", slider, month), table],
    readAt,
    show: (keys) => { shown = keys; write(); },
    until: (last) => { slider.max = last; if (at > last) readAt(last); },
  };
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
  return { view, choices: specification.usermeta ?? {} };
}

/** Whatever can be chosen of a figure; readAt where values can be read off its curves. */
function controlsOf(figure, choices, set) {
  const reading = choices.curves && readingOf(choices, figure.getAttribute("aria-label"), (month) => set("read_at", month));
  const parts = [];
  if (choices.groups?.length > 1) parts.push(groupButtons(choices, (keys) => { set("shown", keys); reading?.show(keys); }));
  if (choices.horizons?.length) parts.push(horizonChoice(choices, (last) => { set("horizon", last); reading?.until(last); }));
  if (reading) {
    parts.push(...reading.parts, element("p", {
      className: "caption",
      textContent: "The horizon changes what is drawn and nothing else: medians and P values are of all of follow-up.",
    }));
  }
  return { parts, readAt: reading?.readAt };
}

async function explore(figure) {
  const place = element("div", { className: "explored" });
  // To those who cannot see it the figure says what the picture said; what can be chosen stands beside it.
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", figure.querySelector("img").alt);
  figure.append(place);
  let { view, choices } = await draw(figure, place);
  figure.querySelector("picture").hidden = true;

  const signals = { horizon: choices.until, shown: choices.shown };
  const set = (name, value) => {
    signals[name] = value;
    view.signal(name, value).runAsync();
    if (name !== "read_at") carry(figure, choices, signals);
  };
  const controls = controlsOf(figure, choices, set);
  if (controls.parts.length) figure.after(element("div", { className: "figure-controls" }, ...controls.parts));

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

const inView = new IntersectionObserver((entries) => {
  entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
    inView.unobserve(target);
    // Whatever fails, the picture is still there.
    explore(target).catch((error) => {
      target.querySelector(".explored")?.remove();
      console.warn(error);
    });
  });
}, { rootMargin: "100px" });

const watch = (part) => part.querySelectorAll?.("[data-specification]").forEach((figure) => inView.observe(figure));

/** Copies the text of the element that a button names, also where the clipboard is kept from plain HTTP. */
async function copy(button) {
  const words = document.getElementById(button.dataset.copies);
  const said = button.parentElement.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(words.innerText);
  } catch {
    getSelection().selectAllChildren(words);
    document.execCommand("copy");
  }
  said.textContent = "Copied.";
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copies]");
  if (button) copy(button);
});
document.addEventListener("htmx:load", (event) => watch(event.detail.elt));
watch(document);
