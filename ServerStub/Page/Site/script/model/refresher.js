import { ControlError } from "../api/errors.js";

const settleMs = 80;
const restMs = 300;
const fewDevices = 4;

/**
 * @typedef {"stub" | "devices" | "faults" | "tls" | "tables"} Part
 */

/**
 * Reads anew what events say has changed. The stub's own answer is shown and never a sum of events: so nothing drifts,
 * however many were missed. A burst of events is one reading.
 */
export class Refresher {
  #store;
  #control;
  /** @type {Set<Part>} */
  #parts = new Set();
  /** @type {Set<string>} */
  #handles = new Set();
  #isBusy = false;

  /**
   * @param {import("./store.js").Store} store
   * @param {import("../api/control.js").Control} control
   */
  constructor(store, control) {
    this.#store = store;
    this.#control = control;
  }

  /** @param {Part[]} parts */
  want(...parts) {
    parts.forEach((part) => this.#parts.add(part));
    this.#start();
  }

  /** @param {import("../types.js").StubEvent} event */
  wantAfter(event) {
    const { kind, handle } = event;
    if (handle && !kind.startsWith("device_")) {
      this.#handles.add(handle);
    } else {
      this.#parts.add("devices");
    }

    if (kind.startsWith("fault_") || event.fault !== undefined) {
      // A plan for every device is counted in each of them.
      this.#parts.add("faults").add("devices");
    }

    if (kind.startsWith("tls_")) {
      this.#parts.add("tls");
    }

    if (/^(drain|session|device)_/.test(kind)) {
      this.#parts.add("stub");
    }

    this.#start();
  }

  async #start() {
    if (this.#isBusy) {
      return;
    }

    this.#isBusy = true;
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    while (this.#parts.size > 0 || this.#handles.size > 0) {
      try {
        await this.#readOnce();
      } catch (problem) {
        // The event stream notices the same break, says so, and asks for everything when it is back.
        if (!(problem instanceof ControlError)) {
          throw problem;
        }
      }

      await new Promise((resolve) => setTimeout(resolve, restMs));
    }

    this.#isBusy = false;
  }

  async #readOnce() {
    const parts = new Set(this.#parts);
    const handles = [...this.#handles];
    this.#parts.clear();
    this.#handles.clear();
    const isAll = parts.has("devices") || handles.length > fewDevices || handles.some((handle) => !this.#store.devices.has(handle));
    await Promise.all([
      isAll ? this.#devices() : Promise.all(handles.map((handle) => this.#device(handle))),
      parts.has("stub") && this.#stub(),
      parts.has("faults") && this.#faults(),
      parts.has("tls") && this.#tls(),
      parts.has("tables") && this.#tables(),
    ]);
  }

  async #devices() {
    this.#store.setDevices(await this.#control.devices());
  }

  /** @param {string} handle */
  async #device(handle) {
    const device = await this.#control.device(handle);
    if (this.#store.devices.has(handle)) {
      this.#store.devices.set(handle, device);
      this.#store.changed("devices");
    }
  }

  async #stub() {
    const stub = await this.#control.stub();
    this.#store.stub = stub;
    this.#store.clock.set(stub.now);
    this.#store.changed("stub");
  }

  async #faults() {
    this.#store.faults = await this.#control.faults();
    this.#store.changed("faults");
  }

  async #tls() {
    this.#store.tlsPorts = await this.#control.tlsPorts();
    this.#store.changed("tls");
  }

  /** What is the same for the whole run. */
  async #tables() {
    [this.#store.catalogue, this.#store.scenarios] = await Promise.all([this.#control.catalogue(), this.#control.scenarios()]);
    this.#store.changed("catalogue", "scenarios");
  }
}
