/**
 * @typedef {import("../types.js").Fault} Fault
 * @typedef {import("../types.js").Step} Step
 * @typedef {import("../types.js").StepKind} StepKind
 */

/** What a plan waits for. @type {Record<string, string>} */
const nextMoves = { claim: "the next claim", refresh: "the next refresh", upgrade: "the next session", session: "the next session" };

/**
 * What came of a plan.
 * @param {Fault} fault
 */
export function outcomeOf({ id, left, step, port, device }) {
  if (port !== undefined) {
    return `Port ${port} is open with that certificate.`;
  }

  if (left === 0) {
    return "Done.";
  }

  const after = Number(step.after_messages ?? 0);
  const when = after > 0 ? `the text number ${after} of the device` : nextMoves[step.at] ?? "the next move";
  return `Fault ${id} is planned for ${device ?? "every device"}: it waits for ${when}.`;
}

/**
 * A step in words: its title, and what differs from the defaults.
 * @param {Step} step
 * @param {StepKind[]} catalogue
 */
export function wordsOf(step, catalogue) {
  const kind = catalogue.find((row) => row.at === step.at && row.do === step.do);
  const known = new Set(["at", "do", "times", "device"]);
  const fields = Object.entries(step)
    .filter(([name, value]) => !known.has(name) && value !== "" && value !== kind?.fields.find((field) => field.name === name)?.default)
    .map(([name, value]) => `${name.replaceAll("_", " ")} ${String(value).replaceAll("_", " ")}`);
  return [kind?.title ?? `${step.at} ${step.do}`.replaceAll("_", " "), ...fields].join("  ·  ");
}
