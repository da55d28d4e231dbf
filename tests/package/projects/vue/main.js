import { createApp, h } from "vue";
import Compose from "./Compose.vue";

const now = Date.now();
const props = { to: "+91 98765 43210", onSend: (text) => console.log("sent", text) };
createApp(() => [
  h(Compose, { ...props, conversation: { lastInboundAt: now - 3600_000 } }),
  h(Compose, { ...props, conversation: { lastInboundAt: null } }),
]).mount("#root");
