// The made-up conversations of the inbox: one in every state that a window can be in.
import type { Conversation } from "presend";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A message in the thread, `at` in milliseconds. */
export interface Entry {
  from: "customer" | "business";
  at: number;
  text: string;
  /** What became of a message of the business. */
  status?: "sent" | "failed";
}

export interface Person {
  id: string;
  name: string;
  to: string;
  entries: Entry[];
  /** What is typed and not sent yet. */
  text: string;
  entryPoint?: NonNullable<Conversation["entryPoint"]>;
}

const customer = (at: number, text: string): Entry => ({ from: "customer", at, text });
const business = (at: number, text: string): Entry => ({ from: "business", at, text, status: "sent" });

/** @param now the time at which the page was opened */
export function conversations(now: number): Person[] {
  const ago = (length: number) => now - length;
  return [
    {
      id: "closing",
      name: "Diego Álvarez",
      to: "+34 612 34 56 78",
      entries: [
        business(ago(26 * HOUR), "Hi Diego, how did the jacket fit?"),
        customer(ago(24 * HOUR - MINUTE), "Sleeves are too short. Can I change it for an L?"),
      ],
      text: "Of course! I have put an L aside for you. Shall we send it to the same address?",
    },
    {
      id: "open",
      name: "Priya Nair",
      to: "+91 98765 43210",
      entries: [
        customer(ago(19 * HOUR), "Do you still have the blue scarf?"),
        business(ago(18.9 * HOUR), "Let me have a look for you."),
        customer(ago(18.6 * HOUR), "Thank you!"),
      ],
      text: "",
    },
    {
      id: "closed",
      name: "Amina Yusuf",
      to: "+234 803 123 4567",
      entries: [
        customer(ago(29 * HOUR), "Hello, my parcel has not arrived. Order 84213."),
        business(ago(28.5 * HOUR), "Sorry to hear that, we are asking the carrier."),
        customer(ago(27.2 * HOUR), "Please let me know."),
      ],
      text: "Good news, Amina: the carrier has found your parcel.",
    },
    {
      id: "never",
      name: "Tom Becker",
      to: "+49 1512 3456789",
      entries: [],
      text: "Hello Tom, this is Maple & Thread. Do you have a minute?",
    },
    {
      id: "price",
      name: "Zoe Martin",
      to: "+33 6 12 34 56 78",
      entries: [
        customer(ago(31 * HOUR), "I saw your winter coats. Which sizes are there?"),
        business(ago(30.8 * HOUR), "All from XS to XXL. Which one do you like?"),
      ],
      text: "Have you made up your mind about the coat?",
      entryPoint: {
        kind: "ad",
        startedAt: new Date(ago(31 * HOUR)),
        repliedAt: new Date(ago(30.8 * HOUR)),
        expiresAt: new Date(ago(31 * HOUR) + 72 * HOUR),
      },
    },
  ];
}

/** What is known of a conversation, as presend takes it. */
export function toConversation({ entries, entryPoint }: Person): Conversation {
  const last = entries.findLast(({ from }) => from === "customer");
  return { lastInboundAt: last ? new Date(last.at) : null, ...(entryPoint && { entryPoint }) };
}
