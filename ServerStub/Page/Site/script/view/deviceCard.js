import { html, setText } from "./dom.js";
import { ago, count, duration, plural, size } from "./format.js";
import { states } from "./states.js";
import { Timeline } from "./timeline.js";

/** A device: its name, its state and age, its timeline, and a line of numbers. */
export class DeviceCard {
  /** How much of the past all timelines show. */
  static windowMs = 2 * 60_000;

  #store;
  #timeline = new Timeline();
  #name = html("span");
  #pick = html("button", { type: "button", class: "pick" }, html("span", { class: "hidden" }, "Act on device "), this.#name);
  #state = html("span", { class: "state" });
  #age = html("span", { class: "age" });
  #notes = html("span", { class: "notes" });
  #numbers = html("p", { class: "numbers" });
  /** @type {import("../types.js").Device | undefined} */
  #device;

  /** @param {import("../model/store.js").Store} store */
  constructor(store) {
    this.#store = store;
    this.#pick.addEventListener("click", () => store.select(this.#device?.handle));
    this.element = html("li", { class: "device" },
      html("div", { class: "device-head" }, html("h3", {}, this.#pick), this.#state, this.#age, this.#notes),
      this.#timeline.element, this.#numbers);
  }

  /** @param {import("../types.js").Device} device */
  update(device) {
    this.#device = device;
    const isSelected = this.#store.selected === device.handle;
    setText(this.#name, device.device);
    this.element.dataset.state = device.session?.frozen ? "frozen" : device.state;
    this.element.dataset.handle = device.handle;
    this.element.classList.toggle("selected", isSelected);
    this.#pick.setAttribute("aria-pressed", String(isSelected));
    setText(this.#state, device.session?.frozen ? "Frozen" : states[device.state].name);
    setText(this.#notes, [
      !device.enabled && "disabled", device.faults > 0 && `${plural(device.faults, "fault")} waiting`,
    ].filter(Boolean).join(", "));
    setText(this.#numbers, numbersOf(device));
    this.tick();
  }

  /** Time has passed: ages grow and the timeline moves. */
  tick() {
    const device = this.#device;
    if (!device) {
      return;
    }

    const now = this.#store.clock.now;
    setText(this.#age, [
      device.since && `for ${duration(now - Date.parse(device.since))}`,
      device.last_seen && `last heard ${ago(now - Date.parse(device.last_seen))}`,
    ].filter(Boolean).join(", "));
    this.#timeline.show([this.#store.trackOf(device.handle), this.#store.everyTrack], device, now, DeviceCard.windowMs);
  }
}

/** @param {import("../types.js").Device} device */
function numbersOf({ claims, claims_refused: refused, last_claim_status: status, refreshes, sessions, session }) {
  return [
    plural(claims, "claim"),
    refused > 0 && `${count(refused)} refused` + (status === 200 ? "" : `, the last with ${status ?? "no answer"}`),
    refreshes === 1 ? "1 refresh" : `${count(refreshes)} refreshes`,
    plural(sessions, "session"),
    session && `${plural(session.texts_in, "text")} in (${size(session.bytes_in)}), ${count(session.texts_out)} out (${size(session.bytes_out)})`,
    session?.token && `token ${session.token}`,
  ].filter(Boolean).join("  ·  ");
}
