// At the top: React gives an element its properties only once it is registered.
import "presend/elements";

export function GuardedBox({ to, conversation, onSend }) {
  return (
    <presend-guard platform="intercom" draft={{ to, conversation }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSend(new FormData(event.currentTarget).get("message"));
        }}
      >
        <textarea name="message" aria-label="Message" />
        <button type="submit">Send</button>
      </form>
    </presend-guard>
  );
}
