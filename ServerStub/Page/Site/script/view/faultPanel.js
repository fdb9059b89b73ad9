import { byId, html } from "./dom.js";
import { FaultRow } from "./faultRow.js";

/** The places of a fault, as people call them. @type {Record<string, string>} */
const places = { claim: "Claim", refresh: "Refresh", upgrade: "Upgrade", session: "Session", device: "Device", server: "Server", tls: "TLS" };

/**
 * A button for every fault of the catalogue, in groups by place: a fault that the stub learns is here without a change.
 * @param {import("../types.js").App} app
 */
export function mountFaultPanel(app) {
  const { store } = app;
  const chooser = byId("fault-places");
  const list = byId("fault-buttons");
  let place = "session";
  /** @type {import("../types.js").StepKind[] | undefined} */
  let shown;

  const showPlace = () => list.replaceChildren(...store.catalogue.filter((kind) => kind.at === place).map((kind) => new FaultRow(app, kind).element));

  store.watch(["catalogue"], () => {
    if (shown === store.catalogue || store.catalogue.length === 0) {
      return;
    }

    shown = store.catalogue;
    const all = [...new Set(shown.map((kind) => kind.at))];
    place = all.includes(place) ? place : all[0];
    chooser.replaceChildren(...all.map((at) => html("label", { class: "segment" },
      html("input", {
        type: "radio", name: "place", value: at, checked: at === place,
        onChange: () => {
          place = at;
          showPlace();
        },
      }), html("span", {}, places[at] ?? at))));
    showPlace();
  });
}
