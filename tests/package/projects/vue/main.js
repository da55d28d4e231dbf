import { createApp, h } from "vue";
import ComposeBox from "./ComposeBox.vue";
import GuardedBox from "./GuardedBox.vue";

const to = "+91 98765 43210";
const open = { lastInboundAt: Date.now() - 3600_000 };
const neverOpened = { lastInboundAt: null };
const onSend = (text) => console.log("sent", text);

const Box = location.hash === "#guard" ? GuardedBox : ComposeBox;
createApp(() => [h(Box, { to, conversation: open, onSend }), h(Box, { to, conversation: neverOpened, onSend })]).mount(
  "#root",
);
