/**
 * A point in time: ISO 8601 with `Z` or an offset, epoch seconds (as text too, as webhooks send them) or milliseconds, or a
 * `Date`. A time without a zone is refused, never guessed.
 */
export type Instant = string | number | Date;

/** What every call takes beside its subject. */
export interface Options {
  /** Language of messages; falls back to English. */
  locale?: string;
  /** Where the message is sent from; adds that platform's limits and the names of its buttons. */
  platform?: Platform;
  /** Dated limits that the caller knows better. */
  policy?: Partial<Policy>;
  /** The time to judge by; the caller's clock when absent. */
  now?: Instant;
}

/** What a diagnosis takes beside the evidence. */
export interface DiagnoseOptions extends Options {
  /** Who passed the error on. Decides what a bare number means. */
  provider?: Provider;
  /** Makes telephone numbers and the ids of messages unreadable in the answer. */
  mask?: boolean;
  /** What was done about it so far, for the text that goes to support. */
  tried?: string | string[];
  /** Told how many of how many bytes are done: at the beginning, at the end, and of large evidence in between. What it throws stops the work. */
  onProgress?: (done: number, total: number) => void;
}

/** What a list takes beside its contacts. Columns are given by name or by place, counted from 0. */
export interface ListOptions extends Options {
  /** ISO 3166 code of the country in which numbers in national form are read. */
  country?: string;
  /** Where the numbers are; found by name and content when absent. */
  numberColumn?: string | number;
  /**
   * In which country each number is read, where it has no plus: ISO code, name or calling code. Found by name when absent;
   * `country` stands in for empty cells. `false`: none does.
   */
  countryColumn?: string | number | false;
  /** Who wants no messages: yes, a day or a word such as "unsubscribed" blocks the row. Found by name when absent; `false`: none. */
  optOutColumn?: string | number | false;
  /** Who agreed: everything but yes, a day or a word such as "subscribed" blocks the row. */
  consentColumn?: string | number;
  /** Numbers that get nothing, in any form; a text holds one a line. */
  suppress?: Iterable<string>;
  /** Whether rows that repeat a number are set aside; they are, unless this is false. */
  dedupe?: boolean;
  /** Who sends: for the messaging limit and the state of the number. */
  sender?: Sender;
  /** What is to be sent. */
  template?: Template;
  /**
   * Which column fills which variable; with it every filled message is checked. A key is the name of a slot of `template()`
   * (`1`, `first_name`); where header, body and buttons share names, `header.1`, `body.1` and `button.0` tell them apart.
   */
  mapping?: Record<string, string | number>;
  /** One character; found by itself when absent. */
  delimiter?: string;
  /** What stands around cells that hold a delimiter or a line break; `false` where quotes are signs like all others. Found by itself when absent. */
  quote?: '"' | "'" | false;
  /** Whether the first line names the columns, or how many lines stand above the rows, the last of which does; found by itself when absent. */
  header?: boolean | number;
  /** `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`; found by itself when absent. */
  encoding?: string;
  /** Told how much was read, in bytes, or in characters of a text. An error thrown here cancels the run and comes through. */
  onProgress?: (done: number, total: number) => void;
}

/** Which rows of a list to look for; what is absent does not matter. */
export interface ListFilter {
  status?: RowStatus;
  /** ISO 3166 code. */
  region?: string;
  /** Id of a rule that holds for the row. */
  rule?: string;
}

/** Whose codes are known. With any other name the general rules apply. */
export type Provider =
  | "meta"
  | "twilio"
  | "360dialog"
  | "gupshup"
  | "vonage"
  | "infobip"
  | "messagebird"
  | "sinch"
  | "ycloud"
  | "on-premises"
  | (string & {});

/** A platform with a profile. Any other name is served by the general one. */
export type Platform =
  | "cloud-api"
  | "intercom"
  | "respond.io"
  | "helpkit"
  | "aisoule"
  | "twilio"
  | "chatwoot"
  | "360dialog"
  | (string & {});

/** A message that somebody is about to send, and what is known around it. */
export interface Draft extends Options {
  /** Phone number as typed, or a business-scoped user id (`US.1349…`). Wins over the recipient inside `message`. */
  to?: string;
  /** ISO 3166 code used when `to` is in national form. */
  country?: string;
  conversation?: Conversation;
  contact?: Contact;
  sender?: Sender;
  message: Message;
  /** The account's templates, as the Graph API or an inbox returns them. */
  templates?:
    | Template[]
    | ContentTemplate[]
    | { data: Template[] }
    | { waba_templates: Template[] }
    | { contents: ContentTemplate[] };
}

/** What is known of the conversation. */
export interface Conversation {
  /** The customer's last message or call; `null`: never wrote; absent: not known. */
  lastInboundAt?: Instant | null;
  /** A platform's own answer; wins over what `lastInboundAt` gives. */
  windowExpiresAt?: Instant;
  /** The customer came through an ad or a page button: about price only. */
  entryPoint?: { kind: "ad" | "page"; startedAt: Instant; repliedAt?: Instant; expiresAt?: Instant } | null;
  /** The history, or webhooks as they came; gives `lastInboundAt` when that is absent. */
  messages?:
    | object
    | ({ from: "customer" | "business"; at: Instant; type?: string } | { timestamp: Instant; type?: string })[];
}

/** What the business knows of the contact. */
export interface Contact {
  optedIn?: boolean;
  optedOutOfMarketing?: boolean;
  blockedUs?: boolean;
  /** When a marketing message to this customer was last held back (error 131049). */
  marketingHeldBackAt?: Instant;
  /** When this customer was asked for permission to call. */
  callPermissionRequests?: Instant[];
}

/** The sending number and its account. */
export interface Sender {
  number?: string;
  /** ISO 3166 code. */
  country?: string;
  verified?: boolean;
  quality?: "green" | "yellow" | "red" | "unknown";
  /** Customers that may be written to first in a moving 24 hours. */
  dailyLimit?: number | "unlimited";
  startedInLast24h?: number;
  tokenExpiresAt?: Instant;
  registered?: boolean;
  displayNameApproved?: boolean;
  state?: "connected" | "flagged" | "restricted" | "disconnected" | "locked";
  /** Whether the account was admitted to Direct Send. */
  directSend?: boolean;
  /** Whether the account was taken into the Marketing Messages API. */
  marketingMessagesApi?: boolean;
  /** Whether the WhatsApp Business app uses the number as well. */
  coexistence?: boolean;
  /** Whether a payment method that works is on file. */
  paymentMethod?: boolean;
  /** For a test number: the numbers that it may write to. */
  testRecipients?: string[];
  /** How fast the number is sending. */
  messagesPerSecond?: number;
}

/** What is known of a media file. */
export interface FileFacts {
  name?: string;
  /** In bytes. */
  size?: number;
  mime?: string;
  /** At least the first 4 kB. */
  bytes?: Uint8Array;
  /** When the file behind an id was uploaded, or came in by webhook: ids do not last. */
  uploadedAt?: Instant;
  receivedAt?: Instant;
}

/** What may be in any message; further fields of the Cloud API are taken as they are. */
export interface MessageBase {
  messaging_product?: string;
  recipient_type?: string;
  to?: string;
  recipient?: string;
  /** What is known of the media file; a `File` of the browser will do. */
  file?: FileFacts | File;
  /** The same for the media inside a template, by their paths. */
  files?: Record<string, FileFacts | File>;
  [field: string]: unknown;
}

/** A message in its short form, or the Cloud API payload as it stands. */
export type Message =
  | (MessageBase & { type?: "text"; text: string | string[] | { body: string; preview_url?: boolean } })
  | (MessageBase & { type: "template"; template: TemplateMessage })
  | (MessageBase & { type: "image" | "video" | "audio" | "document" | "sticker" })
  | (MessageBase & { type: "interactive"; interactive: object })
  | (MessageBase & { type: "location"; location: object })
  | (MessageBase & { type: "contacts"; contacts: object[] })
  | (MessageBase & { type: "reaction"; reaction: object });

/** Which template to send and what to fill it with: `components` of the Cloud API, or simply `parameters`. */
export interface TemplateMessage {
  name: string;
  language: string | { code: string };
  components?: object[];
  /** `{"1": "…", name: "…"}` for the body; objects under `header` and `buttons` for those parts. */
  parameters?: Record<string, unknown> | (string | number)[];
}

/** What `template()` takes beside the template. */
export interface TemplateOptions extends Options {
  /** Values for the preview, as a message gives them. */
  parameters?: TemplateMessage["parameters"];
  components?: object[];
  /** Fills the preview's other slots with the examples of the template. */
  examples?: boolean;
}

/** A template in Twilio's own form. */
export interface ContentTemplate {
  friendly_name: string;
  language?: string;
  types: Record<string, object>;
  [field: string]: unknown;
}

/** A template definition, as the Graph API, 360dialog or an inbox returns it; further fields are taken as they are. */
export interface Template {
  name: string;
  language?: string | { code: string };
  category?: string;
  status?: string;
  components?: object[];
  [field: string]: unknown;
}
