import { Live } from "../api/live.js";
import { key } from "../api/key.js";

/**
 * Follows the stub: what its stream says goes into the store, and what has to be read anew for it is asked for.
 * @param {import("../types.js").App} app
 * @param {(message: string) => Promise<string>} askKey
 */
export function follow({ store, refresher, announcer }, askKey) {
  /** @type {string | undefined} */
  let run;

  /** @param {import("../types.js").Link} link */
  const setLink = (link) => {
    if (store.link !== link) {
      store.link = link;
      store.changed("link");
    }
  };

  /** @param {import("../types.js").Hello} hello */
  const onHello = (hello) => {
    const isNewRun = run !== hello.run;
    if (isNewRun && run !== undefined) {
      store.forgetRun();
      store.addGap("A new run of the stub began");
      announcer.say("A new run of the stub began. Faults and sessions of the old one are gone.");
    } else if (hello.lost && !isNewRun) {
      store.addGap("Some events were lost here");
    } else if (store.link === "gone") {
      announcer.say("The stub is back, in the same run.");
    }

    run = hello.run;
    setLink("live");
    refresher.want("stub", "devices", "faults", "tls");
    if (isNewRun) {
      refresher.want("tables");
    }
  };

  const live = new Live({
    onHello,
    onEvent: (event) => {
      store.addEvent(event);
      refresher.wantAfter(event);
    },
    onBeat: (now) => store.clock.set(now),
    onGone: () => {
      if (store.link !== "gone") {
        announcer.say("The stub does not answer. This page goes on trying.");
      }

      setLink("gone");
    },
    onLocked: async (problem) => {
      setLink("locked");
      key.forget();
      key.keep(await askKey(problem.message));
      setLink("connecting");
    },
  });

  document.addEventListener("visibilitychange", () => document.hidden || live.hurry());
  window.addEventListener("online", () => live.hurry());
  live.run();
}
