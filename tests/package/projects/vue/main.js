import { createApp, h } from "vue";
import ComposeBox from "./ComposeBox.vue";

const now = Date.now();
const props = { to: "+91 98765 43210", onSend: (text) => console.log("sent", text) };
createApp(() => [
  h(ComposeBox, { ...props, conversation: { lastInboundAt: now - 3600_000 } }),
  h(ComposeBox, { ...props, conversation: { lastInboundAt: null } }),
]).mount("#root");
