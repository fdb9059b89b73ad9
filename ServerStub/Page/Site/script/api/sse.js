/**
 * One event of a text/event-stream.
 * @typedef {{type: string, id: string | undefined, data: string}} ServerSentEvent
 */

/** Reads text/event-stream piece by piece (HTML Standard, 9.2.6), since EventSource can send no key. */
export class SseParser {
  #rest = "";
  #type = "";
  /** @type {string[]} */
  #data = [];
  /** @type {string | undefined} */
  #id;

  /**
   * @param {string} piece as much as has come
   * @returns {ServerSentEvent[]} the events that are complete now
   */
  push(piece) {
    const lines = (this.#rest + piece).split("\n");
    this.#rest = /** @type {string} */ (lines.pop());
    /** @type {ServerSentEvent[]} */
    const events = [];
    for (const line of lines) {
      const event = this.#take(line.endsWith("\r") ? line.slice(0, -1) : line);
      if (event) {
        events.push(event);
      }
    }

    return events;
  }

  /** @param {string} line @returns {ServerSentEvent | undefined} */
  #take(line) {
    if (line === "") {
      return this.#dispatch();
    }

    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (name === "data") {
      this.#data.push(value);
    } else if (name === "event") {
      this.#type = value;
    } else if (name === "id") {
      this.#id = value;
    }

    return undefined;
  }

  #dispatch() {
    const event = { type: this.#type || "message", id: this.#id, data: this.#data.join("\n") };
    const isEmpty = this.#data.length === 0;
    this.#type = "";
    this.#data = [];
    return isEmpty ? undefined : event;
  }
}
