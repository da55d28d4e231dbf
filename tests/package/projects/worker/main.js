const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
worker.addEventListener("message", ({ data: report }) => {
  document.querySelector("output").textContent = `${report.verdict}: ${report.findings[0].message}`;
});
worker.postMessage({
  to: "+91 98765 43210",
  conversation: { lastInboundAt: null },
  message: { type: "text", text: "Your order is on its way" },
});
