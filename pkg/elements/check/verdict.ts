// The side of <presend-check> that answers.
import { html, nothing, type TemplateResult } from "lit";
import type { Finding, Level, Report } from "../../index.js";
import { icon, type Shape } from "../icons.js";
import { fill } from "../words/index.js";
import { slotName } from "./composer.js";
import { extraKeys, slotFields, write } from "./draft.js";
import type { PresendCheck, Usable } from "./element.js";
import { phone, windowMeter } from "./preview.js";

type Part = TemplateResult | typeof nothing;

/** How many templates are offered as the way out. */
const OFFERED = 2;

/** The finding that decides: the first that makes the verdict what it is. */
export function mainFinding(report: Report): Finding | undefined {
  const first = (level: Level) => report.findings.find((finding) => finding.level === level);
  if (report.verdict === "blocked") return first("fail");
  if (report.verdict === "risky")
    return first("risk") ?? report.findings.find(({ level, obtainable }) => level === "unknown" && obtainable);
  return undefined;
}

/** What nobody can know before sending. */
const unknowable = ({ level, obtainable }: Finding) => level === "unknown" && !obtainable;

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
            ${windowMeter(host, report)} ${phone(host, report, mainFinding(report))} ${others(host, report)}
          </div>`
        : nothing
    }
  `;
}

function reason(host: PresendCheck, report: Report): TemplateResult {
  const { check } = host.words;
  const main = mainFinding(report);
  if (!main) {
    const words = { text: check.sendText, template: check.sendTemplate, json: check.sendOther }[host.fields.kind];
    return html`<p class="reason">${words}</p>
      ${
        report.payload
          ? html`<p><button type="button" class="quiet copy" @click=${() => host.copyPayload()}>${icon(host.copied ? "tick" : "copy")} ${host.copied ? host.words.common.copied : check.copyPayload}</button></p>`
          : nothing
      }`;
  }
  const [first] = main.fixes;
  const ways = waysOut(host, report, main);
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
function waysOut(host: PresendCheck, report: Report, main: Finding): TemplateResult[] {
  const { check } = host.words;
  const button = (words: string, click: () => void, first: boolean) =>
    html`<button type="button" class="button ${first ? "primary" : ""}" @click=${click}>${words}${first ? icon("arrow") : nothing}</button>`;
  const { edit } = main;
  if (edit && host.editField(edit)) return [button(host.editLabel(edit), () => host.accept(edit), true)];
  const stage = host.stage(main.rule);
  if (stage === "variables") {
    const values = host.fields.values[host.fields.name] ?? {};
    const empty = slotFields(host.slots).find(({ key, slot }) => slot.required && !values[key]);
    const extra = extraKeys(values, slotFields(host.slots)).at(-1);
    if (extra) {
      const label = fill(check.takeOut, { name: `{{${extra.slice(5)}}}` });
      return [button(label, () => host.change(write(host.fields, `value:${extra}`, ""), label, "template"), true)];
    }
    if (!empty) return [];
    return [button(fill(check.fillIn, { name: slotName(host, empty) }), () => host.goTo(`value:${empty.key}`), true)];
  }
  if (stage === "window" || stage === "template") {
    return fitting(host, report).map((usable, index) =>
      button(
        fill(check.useTemplate, { name: usable.template.name, language: host.format.language(usable.language) }),
        () => host.useTemplate(usable),
        index === 0 && main.level !== "risk",
      ),
    );
  }
  return [];
}

/** The templates that would go through instead: those that need least come first, as they do at a first contact. */
function fitting(host: PresendCheck, report: Report): Usable[] {
  const chosen = (usable: Usable) =>
    host.fields.kind === "template" &&
    usable.template.name === host.fields.name &&
    usable.language === host.fields.language;
  const marketing = ({ template }: Usable) => Number(template.category?.toUpperCase() === "MARKETING");
  const variables = ({ template }: Usable) => JSON.stringify(template.components ?? []).split("{{").length;
  // A template of the same name in another language is closest to what was meant.
  const related = ({ template }: Usable) => Number(template.name !== host.fields.name);
  const firstContact = report.window.state === "never-opened";
  return (
    host.usable
      .filter(
        (usable) => !usable.refusal && !chosen(usable) && usable.template.category?.toUpperCase() !== "AUTHENTICATION",
      )
      .sort(
        (a, b) =>
          related(a) - related(b) || marketing(a) - marketing(b) || (firstContact ? variables(a) - variables(b) : 0),
      )
      // Another language of the same template is no other way out.
      .filter(({ template }, index, all) => all.findIndex((other) => other.template.name === template.name) === index)
      .slice(0, OFFERED)
  );
}

/** Why, the fixes from a given one on, the codes and the way to the FAQ. */
function explanation(host: PresendCheck, finding: Finding, from: number): TemplateResult {
  const { check } = host.words;
  const { codes, failure, edit } = finding;
  const fixes = finding.fixes.slice(from);
  const list = host.format.list(codes.map(String));
  return html`<div class="explanation">
    <p>${finding.why}</p>
    ${fixes.length > 0 ? html`<ul>${fixes.map((fix) => html`<li>${fix}</li>`)}</ul>` : nothing}
    ${
      from === 0 && edit && host.editField(edit)
        ? html`<p><button type="button" class="button" @click=${() => host.accept(edit)}>${host.editLabel(edit)}</button></p>`
        : nothing
    }
    <p class="links">
      ${codes.length > 0 ? html`<span class="muted">${fill(host.format.plural(codes.length) === "one" ? check.codes.one : check.codes.other, { list })}</span>` : nothing}
      ${failure ? html`<a href="${host.faq}${failure}" @click=${() => host.emit("presend-failure", { failure })}>${check.faq}</a>` : nothing}
    </p>
  </div>`;
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

function entry(host: PresendCheck, finding: Finding): TemplateResult {
  const { check } = host.words;
  const levels = { fail: check.levelFail, risk: check.levelRisk, unknown: check.levelUnknown, note: check.levelNote };
  const stages = {
    window: check.stageWindow,
    message: check.stageMessage,
    template: check.stageTemplate,
    variables: check.stageVariables,
    recipient: check.stageRecipient,
    limits: check.stageLimits,
    account: check.stageAccount,
  };
  return html`<details class=${finding.level} data-rule=${finding.rule}>
    <summary>${icon(finding.level, levels[finding.level])}<span class="what"><span class="stage">${stages[host.stage(finding.rule)]}</span>${finding.message}</span></summary>
    ${explanation(host, finding, 0)}
  </details>`;
}
