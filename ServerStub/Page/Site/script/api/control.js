import { ControlError, errorOf } from "./errors.js";
import { key } from "./key.js";

/**
 * @typedef {import("../types.js").Step} Step
 * @typedef {import("../types.js").Fault} Fault
 * @typedef {import("../types.js").Device} Device
 */

const deadlineMs = 10_000;

/** The control API, one method for each thing that the page asks of it. */
export class Control {
  /** @returns {Promise<import("../types.js").Stub>} */
  stub() {
    return this.#send("GET", "/control");
  }

  /** @returns {Promise<Device[]>} */
  async devices() {
    return (await this.#send("GET", "/control/devices")).devices;
  }

  /** @param {string} handle @returns {Promise<Device>} */
  device(handle) {
    return this.#send("GET", `/control/devices/${handle}`);
  }

  /** @returns {Promise<import("../types.js").StepKind[]>} */
  async catalogue() {
    return (await this.#send("GET", "/control/catalogue")).steps;
  }

  /** @returns {Promise<Fault[]>} */
  async faults() {
    return (await this.#send("GET", "/control/faults")).faults;
  }

  /** @returns {Promise<import("../types.js").Scenario[]>} */
  async scenarios() {
    return (await this.#send("GET", "/control/scenarios")).scenarios;
  }

  /** @returns {Promise<import("../types.js").TlsPort[]>} */
  async tlsPorts() {
    return (await this.#send("GET", "/control/tls")).ports;
  }

  /** @param {Step} step @returns {Promise<Fault>} */
  plan(step) {
    return this.#send("POST", "/control/faults", step);
  }

  /** @param {number} id */
  clear(id) {
    return this.#send("DELETE", `/control/faults/${id}`);
  }

  clearAll() {
    return this.#send("DELETE", "/control/faults");
  }

  /** @param {string} name @param {string} [handle] @returns {Promise<{faults: Fault[]}>} */
  runScenario(name, handle) {
    return this.#send("POST", "/control/scenarios" + (handle ? `?device=${handle}` : ""), { run: name });
  }

  /** @param {string} handle @param {string} text */
  sendText(handle, text) {
    return this.#send("POST", `/control/devices/${handle}/text`, { text });
  }

  /** @param {string} handle @param {number} code */
  close(handle, code) {
    return this.#send("POST", `/control/devices/${handle}/close`, { code });
  }

  /** @param {string} handle */
  drop(handle) {
    return this.#send("POST", `/control/devices/${handle}/drop`, {});
  }

  /** @param {string} deviceId @returns {Promise<Device>} */
  register(deviceId) {
    return this.#send("POST", "/control/devices", { device_id: deviceId });
  }

  /** @param {string} handle @param {boolean} enabled @returns {Promise<Device>} */
  setEnabled(handle, enabled) {
    return this.#send("POST", `/control/devices/${handle}/${enabled ? "enable" : "disable"}`, {});
  }

  /** @param {string} handle */
  remove(handle) {
    return this.#send("DELETE", `/control/devices/${handle}`);
  }

  /** @param {boolean} draining */
  drain(draining) {
    return draining ? this.#send("POST", "/control/drain", {}) : this.#send("DELETE", "/control/drain");
  }

  /** @param {number} port */
  closeTlsPort(port) {
    return this.#send("DELETE", `/control/tls/${port}`);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async #send(method, path, body) {
    /** @type {Response} */
    let response;
    try {
      response = await fetch(path, {
        method,
        headers: body ? { ...key.headers, "Content-Type": "application/json" } : key.headers,
        body: body ? JSON.stringify(body) : undefined,
        cache: "no-store",
        signal: AbortSignal.timeout(deadlineMs),
      });
    } catch {
      throw new ControlError(0, "The stub does not answer.");
    }

    if (!response.ok) {
      throw await errorOf(response);
    }

    return response.status === 204 ? undefined : response.json();
  }
}
