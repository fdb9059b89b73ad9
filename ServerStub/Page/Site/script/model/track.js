import { Ring } from "./ring.js";
import { kinds } from "./kinds.js";

const marksKept = 300;
const textsKept = 300;

/**
 * @typedef {{at: number, event: import("../types.js").StubEvent}} Mark
 */

/** What a timeline shows of one device. Texts are kept apart, so that a flood of them does not push out the rest. */
export class Track {
  /** @type {Ring<Mark>} */
  #marks = new Ring(marksKept);
  /** @type {Ring<Mark>} */
  #texts = new Ring(textsKept);

  /** Grows with every event: a timeline draws anew when it has changed. */
  version = 0;

  /** @param {import("../types.js").StubEvent} event */
  push(event) {
    const row = kinds[event.kind]?.row;
    if (!row) {
      return;
    }

    (row === "text" ? this.#texts : this.#marks).push({ at: Date.parse(event.at), event });
    this.version++;
  }

  get marks() {
    return this.#marks.items;
  }

  get texts() {
    return this.#texts.items;
  }
}
