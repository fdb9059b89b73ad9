/** A wait that can be cut short. */
export class Pause {
  /** @type {(() => void) | undefined} */
  #end;

  /** @param {number} ms @returns {Promise<void>} */
  wait(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.end(), ms);
      this.#end = () => {
        clearTimeout(timer);
        this.#end = undefined;
        resolve();
      };
    });
  }

  end() {
    this.#end?.();
  }
}
