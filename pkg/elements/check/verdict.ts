// The side of <presend-check> that answers.
import { html, nothing, type TemplateResult } from "lit";
import type { Finding, Report } from "../../index.js";
import { answer, bar, decisive, others, TONES, type Verdict, waiting } from "../compose/answer.js";
import { write } from "../compose/draft.js";
import { explanation } from "../compose/finding.js";
import { slotLabel } from "../compose/form.js";
import { pretty } from "../compose/json.js";
import { phone, windowMeter } from "../compose/preview.js";
import { extraKeys, slotFields } from "../compose/slots.js";
import { mainFinding, type Usable, unknowable, waysOut } from "../compose/way.js";
import { icon } from "../icons.js";
import { copyButton, lost, type Part } from "../parts.js";
import { fill } from "../words/index.js";
import type { PresendCheck } from "./element.js";

/** How many templates are offered as the way out. */
const OFFERED = 2;

function verdictOf({ report, fault, words: { check } }: PresendCheck): Verdict {
  if (fault || !report) return { tone: "unknown", words: check.fault };
  return { tone: TONES[report.verdict], words: check.verdicts[report.verdict] };
}

/** The verdict as one line. */
export function line(host: PresendCheck): Part {
  const { report, fault } = host;
  return report || fault ? bar(host, verdictOf(host), report && mainFinding(report)) : nothing;
}

export function judgement(host: PresendCheck): TemplateResult {
  const { check, common } = host.words;
  const { report } = host;
  if (host.failed !== "") return html`<h2 id="verdict" tabindex="-1">${check.verdict}</h2>${lost(host)}`;
  if (!report && !host.fault) return waiting(common.loading);
  return html`${answer(host, verdictOf(host), () => report && reason(host, report))}
    ${report ? html`${windowMeter(host, report)} ${preview(host, report)} ${rest(host, report)}` : nothing}`;
}

function preview(host: PresendCheck, report: Report): Part {
  const shown = host.fields.kind === "text" ? host.shown : report.template?.preview;
  return shown ? phone(host, shown, report.verdict, host.cards) : nothing;
}

function reason(host: PresendCheck, report: Report): TemplateResult {
  const { check } = host.words;
  const main = mainFinding(report);
  if (main) return decisive(host, main, buttons(host, main), localTime(host, main));
  const { payload } = report;
  return html`<p class="reason">${check.fine[host.fields.kind]}</p>
    ${payload ? html`<p>${copyButton(host, "payload", check.copyPayload, () => pretty(payload))}</p>` : nothing}`;
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
    html`<button class="button ${first ? "primary" : ""}" @click=${click}>${words}${first ? icon("arrow") : nothing}</button>`;
  const { edit } = main;
  if (edit && host.editField(edit)) return [button(host.editLabel(edit), () => host.accept(edit), true)];
  const { stage, values } = main;
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
    return [
      button(
        fill(check.fillIn, { name: slotLabel(host, empty).join(" ") }),
        () => host.goTo(`value:${empty.key}`),
        true,
      ),
    ];
  }
  if (stage === "window" || stage === "template" || values?.template) {
    return fitting(host, values).map((usable, index) =>
      button(
        fill(check.useTemplate, { name: usable.template.name, language: host.format.language(usable.language) }),
        () => host.useTemplate(usable),
        index === 0 && main.level !== "risk",
      ),
    );
  }
  return [];
}

/** The templates that would go through instead: the one that the finding names, then the best others. */
function fitting(host: PresendCheck, named: Finding["values"] = {}): Usable[] {
  const { kind, name, language } = host.fields;
  const chosen = (usable: Usable) =>
    kind === "template" && usable.template.name === name && usable.language === language;
  const other = ({ template, language }: Usable) =>
    Number(template.name !== named.template || language !== named.templateLanguage);
  return (
    waysOut(host.usable)
      .filter((usable) => !chosen(usable))
      .sort((a, b) => other(a) - other(b))
      // Another language of the same template is no other way out.
      .filter(({ template }, index, all) => all.findIndex((other) => other.template.name === template.name) === index)
      .slice(0, OFFERED)
  );
}

/** Everything else that was found, folded, and what nobody can know. */
function rest(host: PresendCheck, report: Report): TemplateResult {
  const main = mainFinding(report);
  const hidden = report.findings.filter(unknowable);
  return html`
    ${others(
      host,
      report.findings.filter((finding) => finding !== main && !unknowable(finding)),
    )}
    ${
      hidden.length > 0
        ? html`<details class="fold unknowable"><summary>${icon("unknown")}<span>${host.format.count(host.words.check.unknowable, hidden.length)}</span></summary>
            ${hidden.map((finding) => html`<div class="known"><p>${finding.message}</p>${explanation(host, finding, 0)}</div>`)}
          </details>`
        : nothing
    }
  `;
}
