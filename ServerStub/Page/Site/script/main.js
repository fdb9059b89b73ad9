import { Control } from "./api/control.js";
import { follow } from "./model/follower.js";
import { Refresher } from "./model/refresher.js";
import { Store } from "./model/store.js";
import { Announcer } from "./view/announcer.js";
import { mountDevices } from "./view/devices.js";
import { byId } from "./view/dom.js";
import { mountEvents } from "./view/eventList.js";
import { mountHeader } from "./view/header.js";
import { askKey } from "./view/keyDialog.js";
import { mountPanel } from "./view/panel.js";

const tickMs = 1000;

const store = new Store();
const control = new Control();
/** @type {import("./types.js").App} */
const app = { store, control, refresher: new Refresher(store, control), announcer: new Announcer(byId("said")) };

const tickHeader = mountHeader(app);
const tickDevices = mountDevices(app);
mountPanel(app);
mountEvents(app);
follow(app, askKey);

setInterval(() => {
  if (!document.hidden) {
    tickHeader();
    tickDevices();
  }
}, tickMs);
