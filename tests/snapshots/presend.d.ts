// Made by `npm run types`.

/**
 * What may be sent to the recipient now.
 */
export type Allowed = "free-form" | "template-only" | "nothing";

/**
 * By what a failure was recognised, the surest first.
 */
export type By = "subcode" | "code" | "provider-code" | "text" | "near-text";

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

/** A template in Twilio's own form. */
export interface ContentTemplate {
    friendly_name: string;
    language?: string;
    types: Record<string, object>;
    [field: string]: unknown;
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

/**
 * What a pasted error means.
 */
export interface Diagnosis {
    /**
     * The answer in one word.
     */
    status: DiagnosisStatus;
    /**
     * What it is about.
     */
    direction: DiagnosisDirection;
    /**
     * The failures that it may be, best first; of many messages those of all, most frequent first.
     */
    matches: Match[];
    /**
     * What to gather when nothing certain was found, and whom to ask.
     */
    collect?: string[];
    /**
     * For a code that is not known: what the codes around it are about.
     */
    family?: string;
    /**
     * What else should be known, such as that accepted is not delivered.
     */
    notes?: string[];
    /**
     * For support.
     */
    ids?: Ticket;
    /**
     * How many messages failed for which reason, most frequent first, when there were several.
     */
    counts?: FailureCount[];
    /**
     * When several messages failed: which to try again and when, and which never.
     */
    plan?: RetryPlan;
    /**
     * What happened to each message, when a webhook was given; of a large export the first 500.
     */
    messages?: MessageStory[];
}

/**
 * What a diagnosis is about.
 */
export type DiagnosisDirection = "outbound" | "inbound" | "account" | "unknown";

/**
 * The answer in one word.
 */
export type DiagnosisStatus = "recognised" | "family" | "unknown" | "no-failure";

/**
 * How a list is written, as far as it was found out or told.
 */
export interface Dialect {
    /**
     * What stands between two cells; empty for one number a line.
     */
    delimiter: string;
    /**
     * What stands around a cell that holds such signs itself, doubled inside; empty for nothing.
     */
    quote: string;
    /**
     * `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`.
     */
    encoding: string;
    /**
     * Whether the first line names the columns.
     */
    header: boolean;
    /**
     * How many cells a row should have.
     */
    width: number;
    /**
     * The names of the columns; empty without a header.
     */
    columns: string[];
    /**
     * Place of the column of numbers, from 0; `null` where none looks like it.
     */
    numberColumn: number | null;
    /**
     * Place of the column that says in which country a number is read.
     */
    countryColumn: number | null;
    /**
     * Place of the column that says who wants no messages.
     */
    optOutColumn: number | null;
    /**
     * Place of the column that says who agreed.
     */
    consentColumn: number | null;
}

/**
 * What a failure is about.
 */
export type Direction = "outbound" | "inbound" | "account";

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

/**
 * A change to one text of the input.
 */
export interface Edit {
    /**
     * Path of the text.
     */
    at: string;
    /**
     * UTF-16 offsets of what is replaced.
     */
    range: [number, number];
    /**
     * What takes its place.
     */
    insert: string;
    /**
     * The change in words, for a button.
     */
    label: string;
}

/**
 * The part of the evidence that says so.
 */
export interface Evidence {
    /**
     * As it was given.
     */
    text: string;
    /**
     * Where it stands in a text, in UTF-16 units; none for an object.
     */
    range?: [number, number];
}

/**
 * A cause of failure as the FAQ shows it.
 */
export interface Failure {
    /**
     * Id that never changes, `outside-24h-window`.
     */
    id: string;
    /**
     * Group of the FAQ.
     */
    group: string;
    /**
     * The group as a heading.
     */
    groupTitle: string;
    /**
     * What a person would call it.
     */
    title: string;
    /**
     * What happens.
     */
    summary: string;
    /**
     * Causes in order of likelihood, each with a way to tell it apart where there is one.
     */
    causes: string[];
    /**
     * What to do on this platform first, then in general.
     */
    fixes: string[];
    /**
     * Whether trying again helps.
     */
    retry: Retry;
    /**
     * How long to wait, in words.
     */
    retryAfter?: string;
    /**
     * What it is about.
     */
    direction: Direction;
    /**
     * Codes by which it is known.
     */
    codes: FailureCodes;
    /**
     * Error texts that people see.
     */
    strings: string[];
    /**
     * Rules that would have caught it before sending.
     */
    preventedBy: string[];
    /**
     * Where it comes from.
     */
    sources: SourceDoc[];
}

/**
 * Codes of a failure.
 */
export interface FailureCodes {
    /**
     * `error.code` of the Cloud API.
     */
    meta: number[];
    /**
     * Of those, the ones that mean this failure when nothing else is known.
     */
    primary: number[];
    /**
     * `error_subcode` of the Graph API.
     */
    subcodes: number[];
    /**
     * Twilio's codes.
     */
    twilio: number[];
    /**
     * Codes of other providers, by their names.
     */
    other: Record<string, (number | string)[]>;
}

/**
 * How many messages failed for one reason.
 */
export interface FailureCount {
    /**
     * Id in `failures`.
     */
    failure: string;
    /**
     * How many messages.
     */
    messages: number;
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

/**
 * One thing that was found.
 */
export interface Finding {
    /**
     * Id of the rule; never changes.
     */
    rule: string;
    /**
     * How much it weighs.
     */
    level: Level;
    /**
     * Its place in a report.
     */
    stage: Stage;
    /**
     * What was found, with the draft's own values.
     */
    message: string;
    /**
     * The reason.
     */
    why: string;
    /**
     * What to do, most useful first.
     */
    fixes: string[];
    /**
     * What the message was made of, so that a page can say it in its own zone and language: counts as numbers, lengths of
     * time in seconds, instants as ISO 8601 in UTC.
     */
    values?: Record<string, string | number>;
    /**
     * Id in the catalogue of what would happen.
     */
    failure?: string;
    /**
     * Codes and subcodes that Meta would answer with.
     */
    codes: number[];
    /**
     * Path into the input, `message.template.components[1].parameters[0].text`.
     */
    at?: string;
    /**
     * UTF-16 offsets inside the text at `at`.
     */
    range?: [number, number];
    /**
     * Level `unknown` only: the fact that is missing, in words.
     */
    missing?: string;
    /**
     * Level `unknown` only: whether the caller could have supplied it.
     */
    obtainable?: boolean;
    /**
     * A change that would clear the finding: offered, never applied by itself.
     */
    edit?: Edit;
}

/**
 * A point in time: ISO 8601 with `Z` or an offset, epoch seconds (as text too, as webhooks send them) or milliseconds, or a
 * `Date`. A time without a zone is refused, never guessed.
 */
export type Instant = string | number | Date;

/**
 * The moments of a conversation that templates are made for.
 */
export type Layer = "first-contact" | "follow-up" | "verification" | "notification";

/**
 * How much a finding weighs.
 */
export type Level = "fail" | "risk" | "unknown" | "note";

/**
 * A dated value that a rule uses, with what is in force for this caller.
 */
export interface LimitDoc {
    /**
     * Key in the policy.
     */
    key: string;
    /**
     * What it limits.
     */
    what: string;
    /**
     * Unit of the value.
     */
    unit: string;
    /**
     * The value in force: the default, or what the caller's policy says.
     */
    value: number | number[] | string[];
    /**
     * Since when it holds, where that is known.
     */
    since?: string;
    /**
     * Day on which it was last checked.
     */
    checked: string;
    /**
     * Where it comes from.
     */
    sources: SourceDoc[];
}

/** Which rows of a list to look for; what is absent does not matter. */
export interface ListFilter {
    status?: RowStatus;
    /** ISO 3166 code. */
    region?: string;
    /** Id of a rule that holds for the row. */
    rule?: string;
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

/**
 * Sending a list.
 */
export interface ListPlan {
    /**
     * Different numbers that would be written to: sendable and risky rows.
     */
    recipients: number;
    /**
     * How many on each day, as the messaging limit allows; one day where no limit is known.
     */
    days: number[];
    /**
     * Seconds for all of them at the number's throughput, without pauses between days.
     */
    seconds: number;
    /**
     * Messages by what they are charged as. Nothing about money.
     */
    pricing: Pricing;
}

/**
 * A row of a list, with everything that was found about it.
 */
export interface ListRow {
    /**
     * Place of the row, counted from 0 and without the header.
     */
    index: number;
    /**
     * The number as it stands in the list.
     */
    input: string;
    /**
     * E.164 without plus; `null` when it does not parse.
     */
    digits: string | null;
    /**
     * ISO 3166 code of the country, where it is known.
     */
    region: string | null;
    /**
     * What becomes of it.
     */
    status: RowStatus;
    /**
     * All cells as text.
     */
    cells: string[];
    /**
     * Everything found, worst first. Places are those of `input`, and of `parameters` for a template's variables.
     */
    findings: Finding[];
}

/**
 * Everything that is said of a list: how many rows, what is wrong with them, and what the campaign runs into.
 */
export interface ListSummary {
    /**
     * Rows without the header and without blank lines: sendable + risky + blocked + duplicates.
     */
    rows: number;
    /**
     * Rows in whose way nothing known stands.
     */
    sendable: number;
    /**
     * Rows that may fail.
     */
    risky: number;
    /**
     * Rows that will be refused or must not be sent.
     */
    blocked: number;
    /**
     * Rows whose number stands in an earlier one.
     */
    duplicates: number;
    /**
     * Rows by the country of their number, ISO 3166 codes (`001` for numbers of no country).
     */
    byRegion: Record<string, number>;
    /**
     * Rows by each rule that was found to hold for them, of any level.
     */
    byRule: Record<string, number>;
    /**
     * What was found about the campaign as a whole.
     */
    findings: Finding[];
    /**
     * How the list is written.
     */
    dialect: Dialect;
    /**
     * Sending it: to how many, on how many days, for how long.
     */
    plan: ListPlan;
    /**
     * The same for people: a few lines to copy.
     */
    text: string;
}

/**
 * A failure that it may be.
 */
export interface Match {
    /**
     * Id in `failures`.
     */
    failure: string;
    /**
     * What a person would call it.
     */
    title: string;
    /**
     * How certain it is: of a hundred here, from 0 to 1 in JavaScript. Under a half it is no more than possible.
     */
    score: number;
    /**
     * By what it was recognised.
     */
    by: By;
    /**
     * What in the evidence says so.
     */
    evidence: Evidence;
    /**
     * Whether trying again helps.
     */
    retry: Retry;
    /**
     * How long to wait, in words.
     */
    retryAfter?: string;
    /**
     * What to do, on this platform first.
     */
    fixes: string[];
    /**
     * Its causes, each with what tells it from the others.
     */
    tellApart?: string[];
    /**
     * Rules that would have caught it before sending.
     */
    preventedBy: string[];
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

/**
 * What happened to one message.
 */
export interface MessageStory {
    /**
     * Id of the message.
     */
    id: string;
    /**
     * To whom it went.
     */
    recipient?: string;
    /**
     * How far it came, in order.
     */
    timeline: Step[];
    /**
     * Why it failed; empty when it did not.
     */
    matches: Match[];
}

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

/**
 * A recipient as it was read.
 */
export interface PhoneReport {
    /**
     * Whether the number lies in a range that is in use, as Google's libphonenumber knows it.
     */
    valid: boolean;
    /**
     * Whether its length is possible.
     */
    possible: boolean;
    /**
     * E.164 without the plus, WhatsApp's own form; `null` when it does not parse.
     */
    digits: string | null;
    /**
     * ISO 3166 code of the country; a best guess for numbers that are not valid.
     */
    region: string | null;
    /**
     * Country calling code, without plus.
     */
    callingCode: string | null;
    /**
     * What kind of number it is.
     */
    type: "FIXED_LINE" | "MOBILE" | "FIXED_LINE_OR_MOBILE" | "TOLL_FREE" | "PREMIUM_RATE" | "SHARED_COST" | "VOIP" | "PERSONAL_NUMBER" | "PAGER" | "UAN" | "VOICEMAIL" | "UNKNOWN";
    /**
     * Phone number, user id or group.
     */
    kind: RecipientKind;
    /**
     * Other forms under which WhatsApp may know the person: offered, not applied.
     */
    variants: Variant[];
    /**
     * What was found about it.
     */
    findings: Finding[];
}

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

/**
 * The platform's dated limits. Each has a default that was true on the day it was checked; a caller who knows
 * better overrides it. `rules()` tells which value is in force and since when.
 */
export interface Policy {
    /**
     * How long free-form messages may be sent after the customer’s last message or call. Unit: hours. Checked 2026-05-21.
     */
    windowHours: number;
    /**
     * From how long before its end an open window is called closing. Unit: minutes. Checked 2026-11-20.
     */
    closingMinutes: number;
    /**
     * From how long before its end a free-form message may arrive too late. Unit: minutes. Checked 2026-11-20.
     */
    closingRiskMinutes: number;
    /**
     * How far ahead of now a time may lie before it is taken for an error rather than for two clocks that differ. Unit: minutes. Checked 2026-11-20.
     */
    clockSkewMinutes: number;
    /**
     * Within which the business must answer a customer who came from an ad, for the free entry point window to open. Unit: hours. Checked 2026-09-28.
     */
    entryPointReplyHours: number;
    /**
     * The shorter of two lengths told of the free entry point window. It is about price only. Unit: hours. Checked 2026-09-28.
     */
    entryPointMinHours: number;
    /**
     * The longer of two lengths told of the free entry point window. It is about price only. Unit: hours. Since 2026-09-28. Checked 2026-09-28.
     */
    entryPointMaxHours: number;
    /**
     * The longest text message. Unit: UTF-16 units. Checked 2026-09-11.
     */
    textMax: number;
    /**
     * The longest body of a message sent without a template by Direct Send. Unit: UTF-16 units. Since 2026-07-31. Checked 2026-07-31.
     */
    directSendBodyMax: number;
    /**
     * The longest body of a template, its variables filled in, and of interactive messages other than lists. Unit: UTF-16 units. Checked 2026-09-11.
     */
    bodyMax: number;
    /**
     * The longest body of a carousel card. Unit: UTF-16 units. Checked 2026-09-11.
     */
    cardBodyMax: number;
    /**
     * The longest text header of a template, its variable filled in, and of an interactive message. Unit: UTF-16 units. Checked 2026-09-11.
     */
    headerMax: number;
    /**
     * The longest footer of a template or an interactive message. Unit: UTF-16 units. Checked 2026-09-11.
     */
    footerMax: number;
    /**
     * The longest code of an authentication template. Unit: UTF-16 units. Checked 2026-09-11.
     */
    codeMax: number;
    /**
     * The longest code behind a copy-code button, on the pages of 2026. Unit: UTF-16 units. Since 2026-05-28. Checked 2026-09-11.
     */
    couponMax: number;
    /**
     * The longest code behind a copy-code button that older pages, tools and limited-time offers accept as well. Unit: UTF-16 units. Checked 2026-09-11.
     */
    couponSafe: number;
    /**
     * The most products in a message or behind a multi-product button. Unit: products. Checked 2026-09-11.
     */
    templateProductsMax: number;
    /**
     * The most sections of products in a message or behind a multi-product button. Unit: sections. Checked 2026-09-11.
     */
    templateSectionsMax: number;
    /**
     * The steps of the messaging limit below unlimited, shared by all numbers of a portfolio. Unit: customers in a moving 24 hours. Since 2025-10-01. Checked 2026-09-11.
     */
    tiers: number[];
    /**
     * The messaging limit of a portfolio whose business is not verified. Unit: customers in a moving 24 hours. Checked 2026-09-11.
     */
    unverifiedLimit: number;
    /**
     * Countries without WhatsApp Business service. Syria was still on Meta’s list in August 2026. Crimea, Donetsk and Luhansk cannot be told from a number. Unit: ISO 3166 codes. Checked 2026-08-29.
     */
    restrictedCountries: string[];
    /**
     * Countries to whose numbers marketing templates are not delivered. Unit: ISO 3166 codes. Since 2025-04-01. Checked 2026-04-29.
     */
    marketingPausedIn: string[];
    /**
     * The longest body of a limited-time offer template. Unit: UTF-16 units. Checked 2026-09-11.
     */
    offerBodyMax: number;
    /**
     * The most buttons of a template. Unit: buttons. Checked 2026-09-11.
     */
    buttonsMax: number;
    /**
     * The longest label of a template button. Unit: UTF-16 units. Checked 2026-09-11.
     */
    buttonTextMax: number;
    /**
     * The longest link of a template button. Unit: UTF-16 units. Checked 2026-09-11.
     */
    urlMax: number;
    /**
     * The most buttons of a message sent by Direct Send. Unit: buttons. Since 2026-07-31. Checked 2026-07-31.
     */
    directSendButtonsMax: number;
    /**
     * How long a message sent by Direct Send may be tried: at least, at most for utility, at most for authentication. Unit: seconds. Since 2026-07-31. Checked 2026-07-31.
     */
    directSendTtlSeconds: number[];
    /**
     * The longest body of a list message. Unit: UTF-16 units. Checked 2026-09-11.
     */
    listBodyMax: number;
    /**
     * The most reply buttons of an interactive message. Unit: buttons. Checked 2026-09-11.
     */
    replyButtonsMax: number;
    /**
     * The longest label of a button of an interactive message. Unit: UTF-16 units. Checked 2026-09-11.
     */
    buttonLabelMax: number;
    /**
     * The longest id of a reply button. Unit: UTF-16 units. Checked 2026-09-11.
     */
    replyIdMax: number;
    /**
     * The most sections of a list. Unit: sections. Checked 2026-09-11.
     */
    listSectionsMax: number;
    /**
     * The most rows of a list, all sections together. An older description of the API allows as many in each section. Unit: rows. Checked 2026-09-11.
     */
    listRowsMax: number;
    /**
     * The longest title of a row or a section of a list. Unit: UTF-16 units. Checked 2026-09-11.
     */
    rowTitleMax: number;
    /**
     * The longest description of a row of a list. Unit: UTF-16 units. Checked 2026-09-11.
     */
    rowDescriptionMax: number;
    /**
     * The longest id of a row of a list. Unit: UTF-16 units. Checked 2026-09-11.
     */
    rowIdMax: number;
    /**
     * The longest label of the button that opens a flow; some tools stop at 20. Unit: UTF-16 units. Checked 2025-11-21.
     */
    flowLabelMax: number;
    /**
     * The longest biz_opaque_callback_data. Unit: UTF-16 units. Checked 2025-11-21.
     */
    callbackMax: number;
    /**
     * The most contacts of one message, by Meta’s description of the API; older pages allow far more. Unit: contacts. Checked 2025-11-21.
     */
    contactsMax: number;
    /**
     * How old a message may be to be quoted or reacted to. Unit: days. Checked 2026-05-21.
     */
    quoteDays: number;
    /**
     * The longest caption of an image, a video or a document. Unit: UTF-16 units. Checked 2026-09-11.
     */
    captionMax: number;
    /**
     * The longest file name of a document that tools accept; Meta names no limit. Unit: UTF-16 units. Checked 2026-09-11.
     */
    fileNameMax: number;
    /**
     * The largest image. Unit: MB. Checked 2026-09-11.
     */
    imageMaxMb: number;
    /**
     * The largest video. Unit: MB. Checked 2026-09-11.
     */
    videoMaxMb: number;
    /**
     * The largest audio file. Unit: MB. Checked 2026-09-11.
     */
    audioMaxMb: number;
    /**
     * The largest document. Unit: MB. Checked 2026-09-11.
     */
    documentMaxMb: number;
    /**
     * The largest sticker that does not move. Unit: kB. Checked 2026-09-11.
     */
    stickerMaxKb: number;
    /**
     * The largest animated sticker. Unit: kB. Checked 2026-09-11.
     */
    stickerAnimatedMaxKb: number;
    /**
     * The largest video in a GIF header of a template; a larger one is shown as a video (3.5 MB). Unit: kB. Checked 2026-09-11.
     */
    gifMaxKb: number;
    /**
     * How long the id of an uploaded file lasts. Unit: days. Checked 2026-09-11.
     */
    mediaDays: number;
    /**
     * How long the id of a file lasts that came in by webhook. Unit: days. Checked 2026-09-11.
     */
    inboundMediaDays: number;
    /**
     * How far apart messages from one number to one customer are in the long run. Unit: seconds. Checked 2026-09-11.
     */
    pairSeconds: number;
    /**
     * How many messages to one customer may come in a burst, to be paid back by silence. Unit: messages. Checked 2026-09-11.
     */
    pairBurst: number;
    /**
     * How fast one number may send; accounts with the highest limit and good quality get 1,000. Unit: messages a second. Checked 2026-09-11.
     */
    messagesPerSecond: number;
    /**
     * How fast a number may send that the WhatsApp Business app uses as well; another source says 5. Unit: messages a second. Checked 2026-09-11.
     */
    coexistencePerSecond: number;
    /**
     * How long to wait before a marketing template is tried again for a customer from whom one was held back. Unit: hours. Since 2026-04-30. Checked 2026-04-29.
     */
    marketingRetryHours: number;
    /**
     * Countries whose customers have no personal limit for marketing: the European Economic Area, the United Kingdom, Japan and South Korea. Unit: ISO 3166 codes. Checked 2026-04-29.
     */
    marketingUncappedIn: string[];
    /**
     * Free-form messages that are free of charge each month, for each number. Unit: messages a month. Since 2026-10-01. Checked 2026-09-28.
     */
    freeServiceMessages: number;
    /**
     * The longest payload of a quick reply, by Meta’s development kits. Unit: UTF-16 units. Checked 2025-11-21.
     */
    payloadMax: number;
}

/**
 * A template as a phone shows it, as plain data for any page.
 */
export interface Preview {
    /**
     * The header, if there is one.
     */
    header?: PreviewHeader;
    /**
     * The body, filled with what is given; slots that are still empty keep their braces.
     */
    body: string;
    /**
     * How stretches of the body look: formatted, in a list, quoted, or a slot that is still empty.
     */
    spans: PreviewSpan[];
    /**
     * The footer, if there is one.
     */
    footer?: string;
    /**
     * The buttons in order.
     */
    buttons: PreviewButton[];
}

/**
 * A button as a phone shows it.
 */
export interface PreviewButton {
    /**
     * `quick_reply`, `url`, `phone_number` and so on.
     */
    kind: string;
    /**
     * The label.
     */
    label: string;
    /**
     * Where a link leads, filled with what is given.
     */
    url?: string;
    /**
     * Whether a phone shows it only behind “See all options”: of more than three buttons, all but the first two.
     */
    collapsed: boolean;
}

/**
 * The header as a phone shows it.
 */
export interface PreviewHeader {
    /**
     * `text`, `image`, `video`, `document`, `location` and so on.
     */
    format: string;
    /**
     * The text, for a text header.
     */
    text?: string;
}

/**
 * A stretch of a text that looks different.
 */
export interface PreviewSpan {
    /**
     * How it looks.
     */
    style: SpanStyle;
    /**
     * UTF-16 offsets of the whole, marks included.
     */
    range: [number, number];
    /**
     * UTF-16 offsets of what the marks enclose.
     */
    inner: [number, number];
}

/**
 * The free entry point window: messages are free of charge while it runs.
 */
export interface PriceWindow {
    /**
     * Always `free-entry-point`.
     */
    window: "free-entry-point";
    /**
     * When it ends, if the platform told; its length is disputed, so it is never computed.
     */
    endsAt: string | null;
}

/**
 * Messages by pricing class: one of the first three with a template, the last one without.
 */
export interface Pricing {
    /**
     * Marketing templates.
     */
    marketing: number;
    /**
     * Utility templates.
     */
    utility: number;
    /**
     * Authentication templates.
     */
    authentication: number;
    /**
     * Free-form messages beyond those that are free each month.
     */
    freeForm: number;
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

/**
 * What kind of address a recipient is.
 */
export type RecipientKind = "phone" | "user-id" | "group";

/**
 * The answer to "will this message go through?".
 */
export interface Report {
    /**
     * The answer in one word.
     */
    verdict: Verdict;
    /**
     * What may be sent to this recipient now.
     */
    allowed: Allowed;
    /**
     * Everything found, in the order in which a person would look: window, message type, template status, variables,
     * recipient, limits, account; within each the worst first.
     */
    findings: Finding[];
    /**
     * The recipient as it was read.
     */
    to: PhoneReport;
    /**
     * The state of the window.
     */
    window: WindowReport;
    /**
     * The template that would be sent, when it is among those given.
     */
    template?: TemplateReport;
    /**
     * A template message that fits: the exact Cloud API object to send.
     */
    payload?: object;
    /**
     * The next instant at which this report changes by the clock alone; `null` when it never does.
     */
    changesAt: string | null;
}

/**
 * Whether trying again helps.
 */
export type Retry = "no" | "after-fix" | "backoff" | "later";

/**
 * Messages that failed for one reason.
 */
export interface RetryGroup {
    /**
     * Id in `failures`.
     */
    failure: string;
    /**
     * What a person would call it.
     */
    title: string;
    /**
     * Whether trying again helps.
     */
    retry: Retry;
    /**
     * How long to wait, or for what, in words.
     */
    retryAfter?: string;
    /**
     * All messages of this group.
     */
    messages: RetryMessage[];
}

/**
 * A message of a retry list.
 */
export interface RetryMessage {
    /**
     * Id of the message.
     */
    id?: string;
    /**
     * To whom it went.
     */
    recipient?: string;
}

/**
 * Of an export of failed messages: which to try again, and which not.
 */
export interface RetryPlan {
    /**
     * Those worth another try, the soonest first.
     */
    again: RetryGroup[];
    /**
     * Those for which another try changes nothing.
     */
    never: RetryGroup[];
    /**
     * How many failed for a reason that could not be recognised; they are in neither list.
     */
    unclear: number;
}

/**
 * What becomes of a row.
 */
export type RowStatus = "sendable" | "risky" | "blocked" | "duplicate";

/**
 * A rule as the documentation shows it.
 */
export interface RuleDoc {
    /**
     * Id that never changes, `window.closed`.
     */
    id: string;
    /**
     * At which point of a report it stands.
     */
    stage: Stage;
    /**
     * Its usual level; a finding can be milder where the case is.
     */
    level: Level;
    /**
     * Whether it is about creating a template rather than about sending.
     */
    creation: boolean;
    /**
     * The rule as a heading.
     */
    what: string;
    /**
     * The reason.
     */
    why: string;
    /**
     * What to do, most useful first.
     */
    fix: string[];
    /**
     * The failure that it prevents, an id of `failures`.
     */
    failure?: string;
    /**
     * Codes that Meta would answer with.
     */
    codes: number[];
    /**
     * The dated values it uses.
     */
    limits: LimitDoc[];
    /**
     * Where it comes from.
     */
    sources: SourceDoc[];
    /**
     * Day on which it was last checked.
     */
    checked: string;
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

/**
 * One thing to be filled in.
 */
export interface Slot {
    /**
     * Path into the template, `components[1].text`.
     */
    at: string;
    /**
     * The part of the template.
     */
    component: SlotComponent;
    /**
     * What it takes.
     */
    type: SlotType;
    /**
     * Name of the variable: `1`, `2`, … or a name; the kind of value where there is no variable.
     */
    name: string;
    /**
     * For buttons: the index, counted from 0 over all buttons.
     */
    index?: number;
    /**
     * For carousels: the card, counted from 0.
     */
    card?: number;
    /**
     * Whether the message is refused without it.
     */
    required: boolean;
    /**
     * For texts: the most UTF-16 units that fit, the fixed text around and nothing else taken into account.
     */
    max?: number;
    /**
     * The example that was submitted with the template.
     */
    example?: string;
}

/**
 * A part of a template.
 */
export type SlotComponent = "header" | "body" | "button" | "card" | "limited_time_offer";

/**
 * What a slot takes.
 */
export type SlotType = "text" | "image" | "video" | "document" | "gif" | "location" | "product" | "payload" | "coupon_code" | "action" | "limited_time_offer";

/**
 * Where a fact comes from and when it was read.
 */
export interface SourceDoc {
    /**
     * Name of the page.
     */
    title?: string;
    /**
     * Address of the page.
     */
    url: string;
    /**
     * Day on which it was read, `2026-09-11`.
     */
    checked: string;
}

/**
 * How a stretch of text looks.
 */
export type SpanStyle = "bold" | "italic" | "strike" | "code" | "mono" | "bullet" | "numbered" | "quote" | "slot";

/**
 * The place of a finding in a report: the order in which a person would look.
 */
export type Stage = "window" | "message" | "template" | "variables" | "recipient" | "limits" | "account";

/**
 * A step on the way of a message.
 */
export interface Step {
    /**
     * `sent`, `delivered`, `read`, `failed` and so on.
     */
    status: string;
    /**
     * When, in UTC; as it was written where it is no time that can be read.
     */
    at: string;
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

/**
 * Whether a template may be used in a situation, and why not.
 */
export interface TemplateFit {
    /**
     * Name of the template.
     */
    name: string;
    /**
     * Language code of this version.
     */
    language: string;
    /**
     * Whether nothing known stands in its way.
     */
    fits: boolean;
    /**
     * For which moment of a conversation it is made.
     */
    layer: Layer;
    /**
     * What was found, the worst first.
     */
    findings: Finding[];
}

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

/**
 * The template that a message names, as far as sending is concerned.
 */
export interface TemplateReport {
    /**
     * Name of the template.
     */
    name: string;
    /**
     * Language code of this version, `en_US`.
     */
    language: string;
    /**
     * Whether it could be created as it is: no rule of creation is broken. Says nothing about sending.
     */
    creatable: boolean;
    /**
     * Whether its status lets it be sent; `null` when the status is not known.
     */
    sendable: boolean | null;
    /**
     * For which moment of a conversation it is made.
     */
    layer: Layer;
    /**
     * Everything that has to be filled in to send it: a form can be built from this alone.
     */
    slots: Slot[];
    /**
     * How it looks on a phone, filled with what is given.
     */
    preview: Preview;
    /**
     * What was found: about its creation in `template()`; in a report of `check()` the findings stand in the report.
     */
    findings: Finding[];
    /**
     * In `template()`, for a template that can be created and has all its samples: the object to submit it with.
     */
    creation?: Template;
}

/**
 * What support asks for.
 */
export interface Ticket {
    /**
     * Of an answer of the Graph API.
     */
    fbtraceId?: string;
    /**
     * Of messages, at most a hundred.
     */
    messageIds?: string[];
    /**
     * Of the sending number, as Meta knows it.
     */
    phoneNumberId?: string;
    /**
     * When the first and the last of the messages failed.
     */
    times?: [string, string];
    /**
     * All of it as a text to copy, with what was tried.
     */
    text: string;
}

/**
 * Another form of a number.
 */
export interface Variant {
    /**
     * E.164 without plus.
     */
    digits: string;
    /**
     * Why WhatsApp may know the person under it.
     */
    why: string;
}

/**
 * The answer in one word.
 */
export type Verdict = "send" | "risky" | "blocked";

/**
 * Versions of the package and of its facts.
 */
export interface Version {
    /**
     * Version of the package.
     */
    package: string;
    /**
     * Day of the newest check of any rule.
     */
    rulesAsOf: string;
    /**
     * Version of Google's phone metadata.
     */
    phoneMetadata: string;
}

/**
 * The state of the customer service window.
 */
export interface WindowReport {
    /**
     * The state.
     */
    state: WindowState;
    /**
     * Whether free-form messages should go through; `null` when that is not known.
     */
    freeForm: boolean | null;
    /**
     * When it closes, or closed; `null` when it never opened or is not known.
     */
    closesAt: string | null;
    /**
     * Seconds until then; 0 when it is not open.
     */
    remainingSeconds: number;
    /**
     * The free entry point window, while it runs: about price only, never about permission.
     */
    price: PriceWindow | null;
    /**
     * The next instant at which this changes by the clock alone; `null` when it never does.
     */
    changesAt: string | null;
    /**
     * What was found about it.
     */
    findings: Finding[];
}

/**
 * The state of the customer service window.
 */
export type WindowState = "open" | "closing" | "closed" | "never-opened" | "unknown";
