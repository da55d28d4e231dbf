import { load } from "presend";
import { Verdict } from "./verdict.jsx";

export const dynamic = "force-dynamic";

export default async function Page() {
  const presend = await load();
  const draft = {
    to: "+91 98765 43210",
    conversation: { lastInboundAt: null },
    message: { type: "text", text: "Your order is on its way" },
  };
  return (
    <>
      <p id="server">{presend.check(draft).verdict}</p>
      <Verdict draft={draft} />
    </>
  );
}
