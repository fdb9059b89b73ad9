/**
 * @template Item
 * @typedef {{element: Element, update: (item: Item) => void}} Row
 */

/**
 * A list in the page that follows a list of items: rows stay the same elements, so that focus and open forms stay too.
 * @template Item
 */
export class KeyedList {
  #parent;
  #keyOf;
  #create;
  /** @type {Map<string | number, Row<Item>>} */
  #rows = new Map();

  /**
   * @param {Element} parent
   * @param {(item: Item) => string | number} keyOf
   * @param {(item: Item) => Row<Item>} create
   */
  constructor(parent, keyOf, create) {
    this.#parent = parent;
    this.#keyOf = keyOf;
    this.#create = create;
  }

  /** @param {Item[]} items in the order in which they are to be shown */
  show(items) {
    const keys = new Set(items.map(this.#keyOf));
    for (const [key, row] of this.#rows) {
      if (!keys.has(key)) {
        row.element.remove();
        this.#rows.delete(key);
      }
    }

    items.forEach((item, index) => {
      const key = this.#keyOf(item);
      const row = this.#rows.get(key) ?? this.#create(item);
      this.#rows.set(key, row);
      if (this.#parent.children[index] !== row.element) {
        this.#parent.insertBefore(row.element, this.#parent.children[index] ?? null);
      }

      row.update(item);
    });
  }

  get rows() {
    return this.#rows.values();
  }
}
