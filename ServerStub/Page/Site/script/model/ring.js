/**
 * The newest of many: a page that is open for days must not grow.
 * @template T
 */
export class Ring {
  #capacity;
  /** @type {T[]} */
  #items = [];

  /** @param {number} capacity */
  constructor(capacity) {
    this.#capacity = capacity;
  }

  /** @param {T} item */
  push(item) {
    this.#items.push(item);
    // Cut in blocks and not one by one, since every cut moves all of the rest.
    if (this.#items.length >= 2 * this.#capacity) {
      this.#items = this.#items.slice(-this.#capacity);
    }
  }

  /** Oldest first. */
  get items() {
    return this.#items.length > this.#capacity ? this.#items.slice(-this.#capacity) : this.#items;
  }

  get last() {
    return this.#items.at(-1);
  }
}
