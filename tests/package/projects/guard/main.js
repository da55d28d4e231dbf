import "presend/elements";

// What the inbox knows of the conversation that is open. Set it again when that changes.
document.querySelector("presend-guard").draft = {
  to: "+91 98765 43210",
  conversation: { lastInboundAt: null },
};

document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  console.log("sent", event.target.querySelector("textarea").value);
});
