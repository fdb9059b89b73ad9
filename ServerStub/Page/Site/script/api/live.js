import { ControlError, errorOf } from "./errors.js";
import { key } from "./key.js";
import { SseParser } from "./sse.js";
import { Pause } from "./pause.js";

// The stub sends a beat every 15 s (Control/README.md): two that fail to come are a dead connection.
const silenceMs = 40_000;
const firstPauseMs = 500;
const longestPauseMs = 8_000;

/**
 * @typedef {object} LiveHandlers
 * @property {(hello: import("../types.js").Hello) => void} onHello
 * @property {(event: import("../types.js").StubEvent) => void} onEvent
 * @property {(now: string) => void} onBeat
 * @property {(problem: ControlError, retryInMs: number) => void} onGone
 * @property {(problem: ControlError) => Promise<void>} onLocked ends when there is another key to try
 */

/** The event stream, for as long as the page is open: it comes back after every break and goes on where it was. */
export class Live {
  #handlers;
  #pause = new Pause();
  #failures = 0;
  /** @type {string | undefined} */
  #lastId;

  /** @param {LiveHandlers} handlers */
  constructor(handlers) {
    this.#handlers = handlers;
  }

  /** Never ends. */
  async run() {
    while (true) {
      const problem = await this.#readOnce();
      if (problem.wantsKey) {
        await this.#handlers.onLocked(problem);
        continue;
      }

      const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures++);
      const pauseMs = Math.round(longest * (0.5 + Math.random() / 2));
      this.#handlers.onGone(problem, pauseMs);
      await this.#pause.wait(pauseMs);
    }
  }

  /** Tries at once instead of waiting: somebody looks at the page again, or asks for it. */
  hurry() {
    this.#pause.end();
  }

  /** @returns {Promise<ControlError>} why it ended */
  async #readOnce() {
    const abort = new AbortController();
    let watch = setTimeout(() => abort.abort(), silenceMs);
    try {
      const response = await fetch("/control/events/stream?after=0", {
        headers: { ...key.headers, Accept: "text/event-stream", ...(this.#lastId ? { "Last-Event-ID": this.#lastId } : {}) },
        cache: "no-store",
        signal: abort.signal,
      });
      if (!response.ok || !response.body) {
        return await errorOf(response);
      }

      const parser = new SseParser();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        clearTimeout(watch);
        watch = setTimeout(() => abort.abort(), silenceMs);
        parser.push(piece.value).forEach((event) => this.#dispatch(event));
      }

      return new ControlError(0, "The stub ended the stream.");
    } catch {
      return new ControlError(0, "The stub does not answer.");
    } finally {
      clearTimeout(watch);
      abort.abort();
    }
  }

  /** @param {import("./sse.js").ServerSentEvent} event */
  #dispatch(event) {
    const data = JSON.parse(event.data);
    if (event.type === "hello") {
      this.#failures = 0;
      this.#handlers.onHello(data);
    } else if (event.type === "beat") {
      this.#handlers.onBeat(data.now);
    } else if (event.type === "message") {
      this.#lastId = event.id;
      this.#handlers.onEvent(data);
    }
  }
}
