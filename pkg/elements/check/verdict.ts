// The side of <presend-check> that answers.
import { html, nothing, type TemplateResult } from "lit";
import type { Finding, Report } from "../../index.js";
import { copyButton } from "../compose/copy.js";
import { write } from "../compose/draft.js";
import { entry, explanation } from "../compose/finding.js";
import { slotName } from "../compose/form.js";
import { phone, windowMeter } from "../compose/preview.js";
import { extraKeys, slotFields } from "../compose/slots.js";
import { mainFinding, type Usable, unknowable, waysOut } from "../compose/way.js";
import { icon, type Shape } from "../icons.js";
import { fill } from "../words/index.js";
import type { PresendCheck } from "./element.js";

type Part = TemplateResult | typeof nothing;

/** How many templates are offered as the way out. */
const OFFERED = 2;

function verdictOf(host: PresendCheck): { shape: Shape; tone: string; words: string } {
  const { check } = host.words;
  if (host.fault || !host.report) return { shape: "unknown", tone: "fault", words: check.fault };
  const { verdict } = host.report;
  if (verdict === "blocked") return { shape: "fail", tone: "fail", words: check.blocked };
  if (verdict === "risky") return { shape: "risk", tone: "risk", words: check.risky };
  return { shape: "send", tone: "send", words: check.send };
}

/** The verdict as one line that stays in sight on a narrow screen. */
export function bar(host: PresendCheck): Part {
  if (!host.report && !host.fault) return nothing;
  const { shape, tone, words } = verdictOf(host);
  const reason = host.fault?.sentence ?? (host.report && mainFinding(host.report)?.message) ?? "";
  return html`<button type="button" class="bar ${tone}" part="bar" title=${host.words.check.toVerdict} @click=${() => host.goToVerdict()}>
    ${icon(shape)}<span class="bar-words">${words}</span><span class="bar-reason">${reason}</span>
  </button>`;
}

export function judgement(host: PresendCheck): TemplateResult {
  const { check, common } = host.words;
  if (host.failed !== "")
    return html`<h2 id="verdict" tabindex="-1">${check.verdict}</h2><p role="alert">${fill(common.failed, { reason: host.failed })}</p>`;
  const { shape, tone, words } = verdictOf(host);
  if (!host.report && !host.fault) return html`<h2 id="verdict" class="waiting" tabindex="-1">${common.loading}</h2>`;
  const { report } = host;
  return html`
    <div class="answer ${tone}">
      <h2 id="verdict" tabindex="-1">${icon(shape)}<span>${words}</span></h2>
      ${host.fault ? html`<p class="reason">${host.fault.sentence}</p>` : report ? reason(host, report) : nothing}
    </div>
    ${
      report
        ? html`<div class=${host.fault ? "stale" : ""}>
            ${host.fault ? html`<p class="muted">${check.faultKept}</p>` : nothing}
            ${windowMeter(host, report)} ${preview(host, report)} ${others(host, report)}
          </div>`
        : nothing
    }
  `;
}

function preview(host: PresendCheck, report: Report): Part {
  const shown = host.fields.kind === "text" ? host.shown : report.template?.preview;
  return shown ? phone(host, shown, report.verdict) : nothing;
}

function reason(host: PresendCheck, report: Report): TemplateResult {
  const { check } = host.words;
  const main = mainFinding(report);
  if (!main) {
    const words = { text: check.sendText, template: check.sendTemplate, json: check.sendOther }[host.fields.kind];
    return html`<p class="reason">${words}</p>
      ${
        report.payload
          ? html`<p>${copyButton(host, "payload", check.copyPayload, () => JSON.stringify(report.payload, null, 2))}</p>`
          : nothing
      }`;
  }
  const [first] = main.fixes;
  const ways = buttons(host, main);
  return html`
    <p class="reason">${main.message}</p>
    ${localTime(host, main)}
    ${first ? html`<p class="fix"><span class="hidden">${check.whatToDo}: </span>${first}</p>` : nothing}
    ${ways.length > 0 ? html`<div class="ways">${ways}</div>` : nothing}
    <details class="more"><summary class="quiet">${check.why}</summary>${explanation(host, main, 1)}</details>
  `;
}

/** The instant that a finding about the window speaks of, in the reader's own zone. */
function localTime(host: PresendCheck, { values }: Finding): Part {
  const end = Date.parse(String(values?.closesAt ?? ""));
  if (Number.isNaN(end)) return nothing;
  const { check } = host.words;
  const { format } = host;
  const sentence = end > host.clock ? check.windowEnds : check.windowWas;
  return html`<p class="local">${fill(sentence, { day: format.day(end, host.clock), time: format.time(end) })} <span class="muted">(${format.zone(end)})</span></p>`;
}

/** What to press instead. The first is the main button. */
function buttons(host: PresendCheck, main: Finding): TemplateResult[] {
  const { check } = host.words;
  const button = (words: string, click: () => void, first: boolean) =>
    html`<button type="button" class="button ${first ? "primary" : ""}" @click=${click}>${words}${first ? icon("arrow") : nothing}</button>`;
  const { edit } = main;
  if (edit && host.editField(edit)) return [button(host.editLabel(edit), () => host.accept(edit), true)];
  const { stage } = main;
  if (stage === "variables") {
    const values = host.fields.values[host.fields.name] ?? {};
    const fields = slotFields(host.form.slots, host.form.buttons);
    const empty = fields.find(({ key, required }) => required && !values[key]);
    const extra = extraKeys(values, fields).at(-1);
    if (extra) {
      const label = fill(check.takeOut, { name: `{{${extra.slice(5)}}}` });
      return [button(label, () => host.change(write(host.fields, `value:${extra}`, ""), label, "template"), true)];
    }
    if (!empty) return [];
    return [button(fill(check.fillIn, { name: slotName(host, empty) }), () => host.goTo(`value:${empty.key}`), true)];
  }
  if (stage === "window" || stage === "template") {
    return fitting(host).map((usable, index) =>
      button(
        fill(check.useTemplate, { name: usable.template.name, language: host.format.language(usable.language) }),
        () => host.useTemplate(usable),
        index === 0 && main.level !== "risk",
      ),
    );
  }
  return [];
}

/** The templates that would go through instead, best first. */
function fitting(host: PresendCheck): Usable[] {
  const { kind, name, language } = host.fields;
  const chosen = (usable: Usable) =>
    kind === "template" && usable.template.name === name && usable.language === language;
  // A template of the same name in another language is closest to what was meant.
  const related = ({ template }: Usable) => Number(template.name !== name);
  return (
    waysOut(host.usable)
      .filter((usable) => !chosen(usable))
      .sort((a, b) => related(a) - related(b))
      // Another language of the same template is no other way out.
      .filter(({ template }, index, all) => all.findIndex((other) => other.template.name === template.name) === index)
      .slice(0, OFFERED)
  );
}

/** Everything else that was found, folded, and what nobody can know. */
function others(host: PresendCheck, report: Report): TemplateResult {
  const { check } = host.words;
  const main = mainFinding(report);
  const rest = report.findings.filter((finding) => finding !== main && !unknowable(finding));
  const hidden = report.findings.filter(unknowable);
  const plural = host.format.plural(hidden.length) === "one" ? check.unknowable.one : check.unknowable.other;
  return html`
    ${rest.length > 0 ? html`<h3>${check.also.other}</h3><ul class="findings">${rest.map((finding) => html`<li>${entry(host, finding)}</li>`)}</ul>` : nothing}
    ${
      hidden.length > 0
        ? html`<details class="unknowable"><summary>${icon("unknown")}<span>${fill(plural, { count: host.format.number(hidden.length) })}</span></summary>
            ${hidden.map((finding) => html`<div class="known"><p>${finding.message}</p>${explanation(host, finding, 0)}</div>`)}
          </details>`
        : nothing
    }
  `;
}
