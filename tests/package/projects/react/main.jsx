import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ComposeBox } from "./ComposeBox.jsx";

const now = Date.now();
const props = { to: "+91 98765 43210", onSend: (text) => console.log("sent", text) };
createRoot(document.querySelector("#root")).render(
  <StrictMode>
    <ComposeBox {...props} conversation={{ lastInboundAt: now - 3600_000 }} />
    <ComposeBox {...props} conversation={{ lastInboundAt: null }} />
  </StrictMode>,
);
