import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Compose } from "./Compose.jsx";

const now = Date.now();
const props = { to: "+91 98765 43210", onSend: (text) => console.log("sent", text) };
createRoot(document.querySelector("#root")).render(
  <StrictMode>
    <Compose {...props} conversation={{ lastInboundAt: now - 3600_000 }} />
    <Compose {...props} conversation={{ lastInboundAt: null }} />
  </StrictMode>,
);
