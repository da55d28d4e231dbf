// Made by `npm run types`.

/**
 * What may be sent to the recipient now.
 */
export type Allowed = "free-form" | "template-only" | "nothing";

/** What the business knows of the contact. */
export interface Contact {
    optedIn?: boolean;

/** What is known of the conversation. */
export interface Conversation {
    /** The customer's last message or call; `null`: never wrote; absent: not known. */
    lastInboundAt?: Instant | null;

/**
 * What a failure is about.
 */
export type Direction = "outbound" | "inbound" | "account";

/** A message that somebody is about to send, and what is known around it. */
export interface Draft extends Options {
    /** Phone number as typed, or a business-scoped user id (`US.1349…`). Wins over the recipient inside `message`. */
    to?: string;

/**
 * A change to one text of the input.
 */
export interface Edit {
    /**
     * Path of the text.
     */
    at: string;

/**
 * A cause of failure as the FAQ shows it.
 */
export interface Failure {
    /**
     * Id that never changes, `outside-24h-window`.
     */
    id: string;

/**
 * Codes of a failure.
 */
export interface FailureCodes {
    /**
     * `error.code` of the Cloud API.
     */
    meta: number[];

/** What is known of a media file. */
export interface FileFacts {
    name?: string;

/**
 * One thing that was found.
 */
export interface Finding {
    /**
     * Id of the rule; never changes.
     */
    rule: string;

/**
 * A point in time: ISO 8601 with `Z` or an offset, epoch seconds (as text too, as webhooks send them) or milliseconds, or a
 * `Date`. A time without a zone is refused, never guessed.
 */
export type Instant = string | number | Date;

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

/** A message in its short form, or the Cloud API payload as it stands. */
export type Message =
| (MessageBase & { type: "text"; text: string | { body: string; preview_url?: boolean } })
| (MessageBase & { type: "template"; template: TemplateMessage })
| (MessageBase & { type: "image" | "video" | "audio" | "document" | "sticker" })
| (MessageBase & { type: "location" | "contacts" | "reaction" | "interactive" })
| (MessageBase & { type?: string });

/** What may be in any message; further fields of the Cloud API are taken as they are. */
export interface MessageBase {
    messaging_product?: string;

/** What every call takes beside its subject. */
export interface Options {
    /** Language of messages; falls back to English. */
    locale?: string;

/**
 * A recipient as it was read.
 */
export interface PhoneReport {
    /**
     * Whether the number lies in a range that is in use, as Google's libphonenumber knows it.
     */
    valid: boolean;

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
 * better overrides it. [`rules()`](crate::rules) tells which value is in force and since when.
 */
export interface Policy {
    /**
     * How long free-form messages may be sent after the customer's last message or call. Unit: hours. Checked 2026-05-21.
     */
    windowHours: number;

/**
 * A template as a phone shows it, as plain data for any page.
 */
export interface Preview {
    /**
     * The header, if there is one.
     */
    header?: PreviewHeader;

/**
 * A button as a phone shows it.
 */
export interface PreviewButton {
    /**
     * `quick_reply`, `url`, `phone_number` and so on.
     */
    kind: string;

/**
 * The header as a phone shows it.
 */
export interface PreviewHeader {
    /**
     * `text`, `image`, `video`, `document`, `location` and so on.
     */
    format: string;

/**
 * The free entry point window: messages are free of charge while it runs.
 */
export interface PriceWindow {
    /**
     * Always `free-entry-point`.
     */
    window: "free-entry-point";

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
 * Whether trying again helps.
 */
export type Retry = "no" | "after-fix" | "backoff" | "later";

/**
 * A rule as the documentation shows it.
 */
export interface RuleDoc {
    /**
     * Id that never changes, `window.closed`.
     */
    id: string;

/** The sending number and its account. */
export interface Sender {
    number?: string;

/**
 * One thing to be filled in.
 */
export interface Slot {
    /**
     * Path into the template, `components[1].text`.
     */
    at: string;

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
 * The place of a finding in a report: the order in which a person would look.
 */
export type Stage = "window" | "message" | "template" | "variables" | "recipient" | "limits" | "account";

/** A template definition, as the Graph API or an inbox returns it; further fields are taken as they are. */
export interface Template {
    name: string;

/** Which template to send and what to fill it with: `components` of the Cloud API, or simply `parameters`. */
export interface TemplateMessage {
    name: string;

/**
 * The template that a message names, as far as sending is concerned.
 */
export interface TemplateReport {
    /**
     * Name of the template.
     */
    name: string;

/**
 * Another form of a number.
 */
export interface Variant {
    /**
     * E.164 without plus.
     */
    digits: string;

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
 * The state of the customer service window.
 */
export interface WindowReport {
    /**
     * The state.
     */
    state: WindowState;

/**
 * The state of the customer service window.
 */
export type WindowState = "open" | "closing" | "closed" | "never-opened" | "unknown";
