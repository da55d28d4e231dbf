// The side of <presend-check> on which one types.
import { html, nothing, type TemplateResult } from "lit";
import type { PhoneReport } from "../../index.js";
import type { Kind, Last } from "../compose/draft.js";
import { slotForm } from "../compose/form.js";
import { marked, undoOf } from "../compose/marked.js";
import { toLocalInput } from "../format.js";
import { icon } from "../icons.js";
import { alert, choice, copyButton, countries } from "../parts.js";
import { fill } from "../words/index.js";
import type { PresendCheck } from "./element.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export function composer(host: PresendCheck): TemplateResult {
  const { check } = host.words;
  return html`
    <h2 class="hidden">${check.compose}</h2>
    ${host.choosePlatform ? platform(host) : nothing}
    ${recipient(host)} ${last(host)}
    <fieldset class="message">
      <legend class="label">${check.message}</legend>
      ${kinds(host)} ${undoOf(host, "kind")}
      ${host.fields.kind === "text" ? text(host) : host.fields.kind === "template" ? template(host) : json(host)}
    </fieldset>
    ${more(host)}
  `;
}

/** What else is known: seldom needed, and told in the words of the API. */
function more(host: PresendCheck): TemplateResult {
  const { check } = host.words;
  return html`<details class="own" ?open=${host.fields.more !== ""}>
    <summary class="quiet">${check.more}</summary>
    ${marked(host, "more", { label: check.moreJson, hint: check.moreHint, rows: 4, code: true, placeholder: '{"sender": {"quality": "red"}}' })}
  </details>`;
}

/** A link to the case, made only when it is asked for. */
export function share(host: PresendCheck): TemplateResult {
  const { check, common } = host.words;
  const toggle = (event: Event) => {
    host.sharing = (event.target as HTMLDetailsElement).open;
  };
  const choose = (event: Event) => {
    host.open = (event.target as HTMLInputElement).checked;
  };
  const link = host.sharing ? host.link : "";
  return html`<details class="own share" @toggle=${toggle}>
    <summary class="quiet">${check.share}</summary>
    ${
      host.sharing
        ? html`<div class="field">
            <div class="label"><label for="link">${host.open ? check.shareOpen : check.shareMasked}</label></div>
            <input id="link" class="control" readonly .value=${link} @focus=${(event: Event) => (event.target as HTMLInputElement).select()} />
            <div class="ways">${copyButton(host, "link", common.copy, () => link)}
              <label class="link tick"><input type="checkbox" .checked=${host.open} @change=${choose} /> ${check.shareAll}</label></div>
          </div>`
        : nothing
    }
  </details>`;
}

function platform(host: PresendCheck): TemplateResult {
  const change = ({ value }: HTMLSelectElement) => {
    host.platform = value;
    host.emit("presend-platform", { platform: host.platform });
  };
  const names = Object.entries(host.words.platforms);
  const options = names.map(
    ([id, name]) =>
      html`<option value=${id === "general" ? "" : id} ?selected=${(host.platform || "general") === id}>${name}</option>`,
  );
  return choice("platform", host.words.check.platform, options, change);
}

function recipient(host: PresendCheck): TemplateResult {
  const { check } = host.words;
  const { fields } = host;
  const country = html`<span class="aside"><label for="country">${check.country}</label>
    <select id="country" data-field="country" aria-description=${check.countryHint} .value=${fields.country} @change=${(event: Event) => host.set({ country: (event.target as HTMLSelectElement).value })}>
      ${countries(host, fields.country)}
    </select></span>`;
  return marked(host, "to", {
    label: check.to,
    line: true,
    inputmode: "tel",
    placeholder: "+44 7912 345678",
    beside: country,
    hint: host.report && !host.fault ? readAs(host, host.report.to) : check.toHint,
  });
}

/** What the recipient was read as. */
function readAs(host: PresendCheck, to: PhoneReport): TemplateResult {
  const { check } = host.words;
  if (host.fields.to === "") return html`${check.toHint}`;
  if (to.kind === "user-id") return html`${check.toUserId} ${icon("tick")}`;
  if (to.kind === "group") return html`${check.toGroup}`;
  if (to.region === null || to.digits === null) return html`${check.toUnread}`;
  const type = (check.types as Record<string, string>)[to.type];
  return html`<span class="read">${[host.format.country(to.region), type].filter(Boolean).join(" · ")}
    ${to.valid ? icon("tick") : nothing} <span class="digits">${fill(check.toInternational, { digits: to.digits })}</span></span>`;
}

function last(host: PresendCheck): TemplateResult {
  const { check } = host.words;
  const { format } = host;
  const { last } = host.fields;
  const choose = (next: Last) => () => host.set({ last: next });
  const ago = (length: number) => () => host.set({ last: { kind: "at", at: Date.now() - length } });
  const fault = host.fault?.field === "last" ? host.fault.sentence : "";
  const picked = (event: Event) => {
    const at = new Date((event.target as HTMLInputElement).value).getTime();
    host.set({ last: Number.isNaN(at) ? { kind: "unknown" } : { kind: "at", at } });
  };
  const stamped = last.kind === "stamp";
  const control = stamped
    ? html`<input id="last" data-field="last" class="control" type="text" autocomplete="off" spellcheck="false" .value=${last.stamp} aria-invalid=${fault !== ""} aria-describedby="last-hint"
        @input=${(event: Event) => host.set({ last: { kind: "stamp", stamp: (event.target as HTMLInputElement).value } })} />`
    : html`<input id="last" data-field="last" class="control" type="datetime-local" .value=${last.kind === "at" ? toLocalInput(last.at) : ""} max="9999-12-31T23:59"
        aria-describedby="last-hint" @input=${picked} />`;
  return html`<div class="field">
    <div class="label"><label for="last">${check.last}</label>
      <button class="quiet aside" @click=${choose(stamped ? { kind: "unknown" } : { kind: "stamp", stamp: last.kind === "at" ? new Date(last.at).toISOString() : "" })}>
        ${stamped ? check.lastPick : check.lastStamp}
      </button>
    </div>
    ${control}
    <div id="last-hint" class="hint">${stamped ? check.lastStampHint : fill(check.lastHint, { zone: format.zone(host.clock) })}</div>
    ${alert(fault)}
    <div class="chips" role="group" aria-label=${check.lastChoices}>
      <button class="chip" @click=${ago(0)}>${check.lastNow}</button>
      ${[DAY - MINUTE, DAY + MINUTE].map((length) => html`<button class="chip" @click=${ago(length)}>${fill(check.lastAgo, { length: format.duration(length) })}</button>`)}
      <button class="chip" aria-pressed=${last.kind === "never"} @click=${choose({ kind: "never" })}>${check.lastNever}</button>
      <button class="chip" aria-pressed=${last.kind === "unknown"} @click=${choose({ kind: "unknown" })}>${check.lastUnknown}</button>
    </div>
  </div>`;
}

function kinds(host: PresendCheck): TemplateResult {
  const { check } = host.words;
  const change = (kind: Kind) => () => host.chooseKind(kind);
  return html`<div class="kinds" role="radiogroup" aria-label=${check.message}>
    ${Object.entries(check.kinds).map(
      ([kind, name]) =>
        html`<label><input type="radio" name="kind" value=${kind} data-field=${kind === host.fields.kind ? "kind" : nothing} .checked=${host.fields.kind === kind} @change=${change(kind as Kind)} /><span>${name}</span></label>`,
    )}
  </div>`;
}

function text(host: PresendCheck): TemplateResult {
  const { check } = host.words;
  const { length } = host.fields.text;
  return marked(host, "text", {
    label: html`<span class="hidden">${check.text}</span>`,
    rows: 4,
    hint: length > 500 ? fill(check.textCount, { count: host.format.number(length) }) : nothing,
  });
}

function json(host: PresendCheck): TemplateResult {
  return marked(host, "json", { label: host.words.check.json, rows: 10, code: true });
}

const OTHER = "\u0000other";

function template(host: PresendCheck): TemplateResult {
  const { check } = host.words;
  const { fields, format, usable } = host;
  const id = (name: string, language: string) => `${name}\u0000${language}`;
  const chosen = usable.find(({ template, language }) => template.name === fields.name && language === fields.language);
  const other = host.naming || (!chosen && (fields.name !== "" || fields.language !== ""));
  const change = ({ value }: HTMLSelectElement) => {
    const [name = "", language = ""] = value.split("\u0000");
    host.naming = value === OTHER;
    if (value !== OTHER) host.set({ name, language });
  };
  const option = ({ template, language, refusal }: (typeof usable)[number]) =>
    html`<option value=${id(template.name, language)} ?selected=${!other && chosen?.template === template}>
      ${template.name} · ${format.language(language)}${refusal ? ` · ${statusOf(template.status)}` : ""}
    </option>`;
  const group = (label: string, some: typeof usable) =>
    some.length > 0 ? html`<optgroup label=${label}>${some.map(option)}</optgroup>` : nothing;
  const options = html`<option value="" ?selected=${!chosen && !other}>${check.templateNone}</option>
    ${group(
      check.templateFits,
      usable.filter(({ refusal }) => !refusal),
    )}
    ${group(
      check.templateRefused,
      usable.filter(({ refusal }) => refusal),
    )}
    <option value=${OTHER} ?selected=${other}>${check.templateOther}</option>`;
  return html`
    ${choice("template", check.template, options, change, undoOf(host, "template"))}
    ${
      other
        ? html`<div class="pair">
            ${marked(host, "name", { label: check.templateName, line: true })} ${marked(host, "language", { label: check.templateLanguage, line: true, placeholder: "en_US" })}
          </div>`
        : nothing
    }
    ${slotForm(host)} ${ownTemplates(host)}
  `;
}

/** APPROVED is written in capitals by the API; people read it more easily in small letters. */
const statusOf = (status: string | undefined) => (status ?? "?").toLowerCase().replaceAll("_", " ");

function ownTemplates(host: PresendCheck): TemplateResult {
  const { check } = host.words;
  const { own, format } = host;
  const count = own.templates?.length ?? 0;
  const fault = own.fault ?? (host.fault?.field === "templates" ? host.fault.sentence : "");
  return html`<details class="own" ?open=${own.json !== ""}>
    <summary class="quiet">${check.ownTemplates}</summary>
    <div class="field">
      <div class="label"><label for="own">${check.ownTemplatesHint}</label></div>
      <textarea id="own" data-field="templates" class="control code" rows="6" spellcheck="false" .value=${own.json} aria-invalid=${fault !== ""}
        @input=${(event: Event) => host.pasteTemplates((event.target as HTMLTextAreaElement).value)}></textarea>
      ${alert(fault)}
      ${
        count > 0 && !fault
          ? html`<p class="hint">${icon("tick")} ${format.count(check.ownTemplatesRead, count)}</p>`
          : nothing
      }
      ${own.json === "" ? nothing : html`<button class="quiet" @click=${() => host.pasteTemplates("")}>${check.ownTemplatesReset}</button>`}
    </div>
  </details>`;
}
