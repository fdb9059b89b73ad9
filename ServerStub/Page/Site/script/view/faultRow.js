import { ControlError } from "../api/errors.js";
import { perform } from "./action.js";
import { html } from "./dom.js";
import { StepForm } from "./stepForm.js";
import { outcomeOf } from "./stepWords.js";

/** Places whose steps act at once and not on somebody's next move: there "how often" has no meaning. */
const atOnce = new Set(["device", "server", "tls"]);

/** A fault: a button that plans it as it stands, and beside it one that opens its fields first. */
export class FaultRow {
  #app;
  #kind;
  #form;
  #adjust;

  /**
   * @param {import("../types.js").App} app
   * @param {import("../types.js").StepKind} kind
   */
  constructor(app, kind) {
    this.#app = app;
    this.#kind = kind;
    this.#form = new StepForm(kind, !atOnce.has(kind.at), (button) => this.#plan(button));
    this.#form.element.hidden = true;
    const go = html("button", { type: "button", class: "fault-go", "data-do": kind.do, onClick: () => this.#press(go) }, kind.title);
    this.#adjust = html("button", {
      type: "button", class: "fault-adjust", "aria-expanded": "false", "aria-label": `Fields of: ${kind.title}`, title: "Fields",
      onClick: () => this.#open(this.#form.element.hidden),
    }, html("span", { "aria-hidden": "true" }, "⋯"));
    const hasFields = kind.fields.length > 0 || !atOnce.has(kind.at);
    this.element = html("li", { class: "fault" }, html("div", { class: "fault-line" }, go, hasFields && this.#adjust), this.#form.element);
  }

  /** @param {HTMLButtonElement} button */
  #press(button) {
    if (this.#form.isComplete || !this.#form.element.hidden) {
      this.#plan(button);
    } else {
      this.#open(true);
    }
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    this.#form.element.hidden = !isOpen;
    this.#adjust.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) {
      this.#form.focus();
    }
  }

  /** @param {HTMLButtonElement} button */
  async #plan(button) {
    const { control, refresher, store } = this.#app;
    if (this.#kind.at === "device" && !store.selected) {
      this.#app.announcer.say("Choose a device first.", "bad");
      return;
    }

    const step = { at: this.#kind.at, do: this.#kind.do, ...this.#form.values, device: this.#kind.at === "server" || this.#kind.at === "tls" ? undefined : store.selected };
    const result = await perform(this.#app, button, () => control.plan(step), outcomeOf);
    this.#form.showProblems(result instanceof ControlError ? result.fields : []);
    if (result instanceof ControlError && result.fields.length > 0) {
      this.#open(true);
    }

    refresher.want("faults", "devices", "tls", "stub");
  }
}
