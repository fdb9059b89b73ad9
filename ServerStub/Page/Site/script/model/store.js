import { Clock } from "./clock.js";
import { Ring } from "./ring.js";
import { Track } from "./track.js";

const eventsKept = 400;

/**
 * @typedef {"link" | "stub" | "devices" | "events" | "faults" | "catalogue" | "scenarios" | "tls" | "selection"} Topic
 * @typedef {import("../types.js").StubEvent} StubEvent
 * @typedef {{gap: string, at: number}} Gap a line between events: a new run, or events that were lost
 */

/** All that the page knows. Views read it, and are told by topic when to look again. */
export class Store {
  clock = new Clock();
  /** @type {import("../types.js").Link} */
  link = "connecting";
  /** @type {import("../types.js").Stub | undefined} */
  stub;
  /** By handle, in the stub's order. @type {Map<string, import("../types.js").Device>} */
  devices = new Map();
  /** @type {import("../types.js").Fault[]} */
  faults = [];
  /** @type {import("../types.js").StepKind[]} */
  catalogue = [];
  /** @type {import("../types.js").Scenario[]} */
  scenarios = [];
  /** @type {import("../types.js").TlsPort[]} */
  tlsPorts = [];
  /** @type {Ring<StubEvent | Gap>} */
  events = new Ring(eventsKept);
  /** Handle of the device that the panel acts on; undefined is every device. @type {string | undefined} */
  selected;

  /** What concerns every device: drains, faults for all. It is in every timeline. */
  everyTrack = new Track();
  /** @type {Map<string, Track>} */
  #tracks = new Map();
  /** @type {Map<Topic, Set<() => void>>} */
  #views = new Map();
  /** @type {Set<() => void>} */
  #due = new Set();

  /** @param {Topic[]} topics @param {() => void} view */
  watch(topics, view) {
    for (const topic of topics) {
      const views = this.#views.get(topic) ?? new Set();
      this.#views.set(topic, views.add(view));
    }

    view();
  }

  /**
   * Views draw at the next frame, each once: a burst of events is one drawing, and a hidden page draws nothing.
   * @param {Topic[]} topics
   */
  changed(...topics) {
    if (this.#due.size === 0) {
      requestAnimationFrame(() => {
        const due = [...this.#due];
        this.#due.clear();
        due.forEach((view) => view());
      });
    }

    topics.forEach((topic) => this.#views.get(topic)?.forEach((view) => this.#due.add(view)));
  }

  /** What of earlier runs is known is of no use any more: handles and numbers are new. */
  forgetRun() {
    this.devices = new Map();
    this.everyTrack = new Track();
    this.#tracks = new Map();
    this.selected = undefined;
    this.changed("devices", "selection");
  }

  /** @param {string} handle */
  trackOf(handle) {
    const track = this.#tracks.get(handle) ?? new Track();
    this.#tracks.set(handle, track);
    return track;
  }

  /** @param {StubEvent} event */
  addEvent(event) {
    this.events.push(event);
    (event.handle ? this.trackOf(event.handle) : event.device ? undefined : this.everyTrack)?.push(event);
    this.changed("events");
  }

  /** @param {string} gap */
  addGap(gap) {
    this.events.push({ gap, at: this.clock.now });
    this.changed("events");
  }

  /** @param {import("../types.js").Device[]} devices */
  setDevices(devices) {
    this.devices = new Map(devices.map((device) => [device.handle, device]));
    for (const handle of this.#tracks.keys()) {
      if (!this.devices.has(handle)) {
        this.#tracks.delete(handle);
      }
    }

    if (this.selected === undefined || !this.devices.has(this.selected)) {
      this.selected = devices.find((device) => device.state === "open")?.handle ?? devices[0]?.handle;
      this.changed("selection");
    }

    this.changed("devices");
  }

  /** @param {string | undefined} handle */
  select(handle) {
    this.selected = handle;
    this.changed("selection");
  }
}
