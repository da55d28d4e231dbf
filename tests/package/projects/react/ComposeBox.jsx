import { load } from "presend";
import { useEffect, useState } from "react";

export function ComposeBox({ to, conversation, onSend }) {
  const [presend, setPresend] = useState();
  const [text, setText] = useState("");

  useEffect(() => {
    // Should it not load, sending works as before.
    load().then(setPresend, console.error);
  }, []);

  const report = presend?.check({ to, conversation, message: { type: "text", text } });
  const blocked = report?.verdict === "blocked";

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSend(text);
      }}
    >
      <textarea aria-label="Message" value={text} onChange={(event) => setText(event.target.value)} />
      <p role="status">{blocked && text !== "" && report.findings[0].message}</p>
      <button type="submit" disabled={blocked}>
        Send
      </button>
    </form>
  );
}
