// What can be chosen beside a figure, and what its curves say at a month, in words.

export const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const percent = (value) => `${Math.round(100 * value)}`;

/** How many are at risk at a month: those on the next day of the curve but for who comes in between; maybe unknown. */
function numberAtRisk(curve, month) {
  if (!curve.at_risk) return "–";
  const next = curve.months.findIndex((one) => one >= month);
  if (next < 0) return 0;
  const between = curve.late.filter(([entered]) => month <= entered && entered < curve.months[next]);
  return between.reduce((left, [, n]) => left - n, curve.at_risk[next]);
}

/** What a curve says at a month, as a reader would write it: "42 (31–53)". */
function estimate(curve, month) {
  const at = curve.months.findLastIndex((one) => one <= month);
  const end = curve.months.at(-1);
  const atRisk = numberAtRisk(curve, month);
  if (end === undefined || month > end) return { text: "–", atRisk };
  if (at < 0) return { text: "no event yet", atRisk };
  const [lower, upper] = [curve.lower[at], curve.upper[at]];
  const limits = lower === null || upper === null ? "" : ` (${percent(lower)}–${percent(upper)})`;
  return { text: `${percent(curve.value[at])}${limits}`, atRisk };
}

/** The buttons that show and hide groups. At least one stays. */
function groupButtons(choices, changed) {
  const shown = new Set(choices.shown);
  const buttons = choices.groups.map((group) => {
    const button = element("button", { type: "button", className: "series", textContent: group.label });
    button.style.setProperty("--series", group.colour);
    button.addEventListener("click", () => {
      if (!shown.delete(group.key)) shown.add(group.key);
      if (!shown.size) shown.add(group.key);
      changed([...shown]);
    });
    return button;
  });
  const show = (keys) => {
    shown.clear();
    keys.forEach((key) => shown.add(key));
    choices.groups.forEach((group, at) => buttons[at].setAttribute("aria-pressed", `${shown.has(group.key)}`));
  };
  show(choices.shown);
  const legend = element("legend", { textContent: "Shown" });
  return { part: element("fieldset", { className: "series-buttons" }, legend, ...buttons), show };
}

function horizonChoice(choices, changed) {
  const select = element("select", { className: "form-select form-select-sm" },
    element("option", { value: choices.last, textContent: "all of follow-up" }));
  const until = (month) => {
    const later = [...select.options].find((option) => Number(option.value) >= month);
    if (Number(later.value) !== month) later.before(element("option", { value: month, textContent: `${month} months` }));
    select.value = month;
  };
  [...choices.horizons, choices.until].forEach(until);
  select.addEventListener("change", () => changed(Number(select.value)));
  return { part: element("label", {}, "Drawn until ", select), until };
}

/** The number at risk of a curve at a month: it leads to its patients, by the address of the figure's lists. */
function leading(lists, curve, month, atRisk) {
  if (!lists || !(atRisk > 0)) return atRisk;
  const href = `${lists}${curve.at_risk_of}&${new URLSearchParams({ of: month })}`;
  return element("a", { className: "opens", href, textContent: atRisk });
}

/** The table of what every shown curve says at the month chosen, and the slider that chooses it. */
function readingOf(choices, title, lists, changed) {
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
    const rows = choices.curves.filter((curve) => shown.includes(curve.key)).map((curve) => [curve, estimate(curve, at)]);
    body.replaceChildren(...rows.map(([curve, { text, atRisk }]) => element("tr", {},
      element("th", { scope: "row", textContent: curve.label }),
      element("td", { className: "number", textContent: text }),
      element("td", { className: "number" }, leading(lists, curve, at, atRisk)))));
    table.hidden = false;
    month.textContent = `${at} months`;
    const spoken = rows.map(([{ label }, { text, atRisk }]) => `${label} ${text}, at risk ${atRisk}`).join("; ");
    slider.setAttribute("aria-valuetext", `${at} months: ${spoken}`);
  };
  const put = (value) => {
    at = value;
    slider.value = at;
    write();
  };
  const readAt = (value) => changed(Math.round(10 * value) / 10);
  slider.addEventListener("input", () => readAt(Number(slider.value)));
  return {
    parts: [element("label", { className: "read-at" }, "Values at ", slider, month), table],
    readAt,
    put,
    show: (keys) => { shown = keys; write(); },
    until: (last) => { slider.max = last; if (at > last) readAt(last); },
  };
}

/** Whatever can be chosen of a figure; show, by signal: lets the controls say what is chosen. */
export function controlsOf(figure, choices, set) {
  const reading = choices.curves
    && readingOf(choices, figure.getAttribute("aria-label"), figure.dataset.opens, (month) => set("read_at", month));
  const groups = choices.groups?.length > 1 && groupButtons(choices, (keys) => set("shown", keys));
  const horizon = choices.horizons?.length && horizonChoice(choices, (last) => set("horizon", last));
  const parts = [groups, horizon].filter(Boolean).map((control) => control.part);
  if (reading) {
    parts.push(...reading.parts, element("p", {
      className: "caption",
      textContent: "Where the figure ends changes what is drawn and the numbers at risk beside it; medians and P values are of all of follow-up.",
    }));
  }
  const show = {
    shown: (keys) => { if (groups) groups.show(keys); reading?.show(keys); },
    horizon: (last) => { if (horizon) horizon.until(last); reading?.until(last); },
    read_at: (month) => reading?.put(month),
  };
  return { parts, show, readAt: reading?.readAt };
}
