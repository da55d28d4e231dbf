import { load } from "presend";

addEventListener("message", async ({ data: draft }) => {
  const presend = await load();
  postMessage(presend.check(draft));
});
