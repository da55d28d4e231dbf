const { serviceWorker } = navigator;
serviceWorker.addEventListener("message", ({ data: report }) => {
  document.querySelector("output").textContent = `${report.verdict}: ${report.findings[0].message}`;
});
await serviceWorker.register("sw.js", { type: "module" });
const { active } = await serviceWorker.ready;
active.postMessage({
  to: "+91 98765 43210",
  conversation: { lastInboundAt: null },
  message: { type: "text", text: "Your order is on its way" },
});
