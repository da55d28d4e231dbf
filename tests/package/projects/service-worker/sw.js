import { load } from "presend";

// Fetched before the worker is in charge, so that nothing has to be fetched later.
addEventListener("install", (event) => event.waitUntil(load()));

addEventListener("message", async ({ data: draft, source }) => {
  const presend = await load();
  source.postMessage(presend.check(draft));
});
