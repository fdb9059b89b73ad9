import { ControlError } from "../api/errors.js";

/**
 * Does what a press asks for, and says what came of it: nothing on this page fails in silence.
 * @template T
 * @param {import("../types.js").App} app
 * @param {HTMLButtonElement | undefined} button cannot be pressed again until the answer is there; it keeps the focus
 * @param {() => Promise<T>} work
 * @param {(result: T) => string} [done] the sentence for it
 * @returns {Promise<T | ControlError>}
 */
export async function perform({ announcer }, button, work, done) {
  if (button?.getAttribute("aria-disabled") === "true") {
    return new ControlError(0, "Wait for the answer.");
  }

  button?.setAttribute("aria-disabled", "true");
  try {
    const result = await work();
    if (done) {
      announcer.say(done(result));
    }

    return result;
  } catch (problem) {
    if (!(problem instanceof ControlError)) {
      throw problem;
    }

    announcer.say([problem.message, ...problem.fields.map(({ field, problem: what }) => `${field} ${what}.`)].join(" "), "bad");
    return problem;
  } finally {
    button?.removeAttribute("aria-disabled");
  }
}
