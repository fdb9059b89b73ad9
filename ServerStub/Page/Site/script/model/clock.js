/** The stub's time, which may not be that of the machine with the browser. */
export class Clock {
  #aheadMs = 0;

  /** @param {string} now the stub's time, as it has just come */
  set(now) {
    this.#aheadMs = Date.parse(now) - Date.now();
  }

  /** Milliseconds since 1970, in the stub's time. */
  get now() {
    return Date.now() + this.#aheadMs;
  }
}
