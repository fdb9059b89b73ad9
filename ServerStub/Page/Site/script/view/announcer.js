import { setText } from "./dom.js";

const shownMs = 6_000;

/**
 * The one live region: what came of a press, and what a person would want to hear while doing something else. Short, and
 * the last word wins, so that a screen reader is not talked over by a busy bench.
 */
export class Announcer {
  #element;
  /** @type {number | undefined} */
  #timer;

  /** @param {HTMLElement} element has role="status" */
  constructor(element) {
    this.#element = element;
  }

  /** @param {string} sentence @param {"good" | "bad"} [tone] */
  say(sentence, tone = "good") {
    clearTimeout(this.#timer);
    this.#element.dataset.tone = tone;
    this.#element.classList.add("shown");
    setText(this.#element, sentence);
    this.#timer = setTimeout(() => this.#element.classList.remove("shown"), shownMs);
  }
}
