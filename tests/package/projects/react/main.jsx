import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ComposeBox } from "./ComposeBox.jsx";
import { GuardedBox } from "./GuardedBox.jsx";

const to = "+91 98765 43210";
const open = { lastInboundAt: Date.now() - 3600_000 };
const neverOpened = { lastInboundAt: null };
const send = (text) => console.log("sent", text);

const Box = location.hash === "#guard" ? GuardedBox : ComposeBox;
createRoot(document.querySelector("#root")).render(
  <StrictMode>
    <Box to={to} conversation={open} onSend={send} />
    <Box to={to} conversation={neverOpened} onSend={send} />
  </StrictMode>,
);
