import { load } from "presend";

const presend = await load();
const report = presend.check({
  to: "+91 98765 43210",
  conversation: { lastInboundAt: null },
  message: { type: "text", text: "Your order is on its way" },
});
document.querySelector("output").textContent = `${report.verdict}: ${report.findings[0].message}`;
