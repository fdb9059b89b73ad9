import { ControlError } from "../api/errors.js";
import { perform } from "./action.js";
import { byId, setText } from "./dom.js";
import { plural, size } from "./format.js";

// What a device takes in one text (device contract, section 4); the stub sends more, and that is a test of the device.
const deviceTakesBytes = 8192;

/**
 * The box that sends a text.
 * @param {import("../types.js").App} app
 */
export function mountTextBox(app) {
  const { store, control } = app;
  const form = /** @type {HTMLFormElement} */ (byId("text-form"));
  const box = /** @type {HTMLInputElement} */ (byId("text"));
  const button = /** @type {HTMLButtonElement} */ (byId("text-send"));
  const encoder = new TextEncoder();

  const showHint = () => {
    const bytes = encoder.encode(box.value).length;
    const session = store.selected ? store.devices.get(store.selected)?.session : undefined;
    setText(byId("text-hint"), !session ? "It has no open session: a text has to wait for one."
      : bytes > deviceTakesBytes ? `${size(bytes)}: a device takes 8,192 bytes at most, and closes with 1009.`
      : bytes > 0 ? plural(bytes, "byte") : "Events show sizes only, never words.");
  };

  store.watch(["devices", "selection"], showHint);
  box.addEventListener("input", showHint);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { selected } = store;
    const text = box.value;
    if (!selected || text === "") {
      box.focus();
      return;
    }

    const result = await perform(app, button, () => control.sendText(selected, text), () => `Sent ${plural(encoder.encode(text).length, "byte")}.`);
    if (!(result instanceof ControlError)) {
      box.value = "";
      showHint();
    }
  });
}
