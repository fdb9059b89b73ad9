import { DeviceCard } from "./deviceCard.js";
import { byId, setText } from "./dom.js";
import { KeyedList } from "./keyed.js";
import { plural } from "./format.js";

const cardsShown = 40;
const filterFrom = 6;
const minuteMs = 60_000;

/**
 * The devices, a card each. A bench may have a thousand: then those that match the filter, and no more than a screenful of cards.
 * @param {import("../types.js").App} app
 * @returns {() => void} to be called as time passes
 */
export function mountDevices({ store }) {
  const filter = /** @type {HTMLInputElement} */ (byId("device-filter"));
  const cards = new KeyedList(byId("devices"), (/** @type {import("../types.js").Device} */ device) => device.handle, () => new DeviceCard(store));

  const show = () => {
    const all = [...store.devices.values()];
    const wanted = all.filter(({ device, state }) => `${device} ${state}`.toLowerCase().includes(filter.value.trim().toLowerCase()));
    cards.show(wanted.slice(0, cardsShown));
    byId("device-filter-box").hidden = all.length < filterFrom;
    const more = wanted.length - cardsShown;
    setText(byId("devices-more"), more > 0 ? `${plural(more, "more device")}: filter by the last four characters or by the state.` : "");
    byId("first-steps").hidden = store.link !== "live" || store.stub === undefined || all.some((device) => device.state !== "never");
  };

  store.watch(["devices", "events", "selection", "link", "stub"], show);
  filter.addEventListener("input", show);
  for (const radio of document.querySelectorAll('input[name="window"]')) {
    radio.addEventListener("change", () => {
      DeviceCard.windowMs = Number(/** @type {HTMLInputElement} */ (radio).value) * minuteMs;
      show();
    });
  }

  for (const origin of document.querySelectorAll(".origin")) {
    setText(origin, location.origin);
  }

  return () => [...cards.rows].forEach((card) => /** @type {DeviceCard} */ (card).tick());
}
