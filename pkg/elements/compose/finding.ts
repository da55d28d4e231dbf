// A finding as an entry that unfolds: what, why, what to do, the codes and the way to the FAQ.
import { html, nothing, type TemplateResult } from "lit";
import type { Finding } from "../../index.js";
import { icon } from "../icons.js";
import { fieldAt } from "./draft.js";
import type { ComposeElement } from "./host.js";

/** Why, the fixes from a given one on, the codes and the way to the FAQ. */
export function explanation(host: ComposeElement, finding: Finding, from: number): TemplateResult {
  const { check, common } = host.words;
  const { codes, failure, edit } = finding;
  const fixes = finding.fixes.slice(from);
  return html`<div class="explanation">
    <p>${finding.why}</p>
    ${fixes.length > 0 ? html`<ul>${fixes.map((fix) => html`<li>${fix}</li>`)}</ul>` : nothing}
    ${
      from === 0 && edit && host.editField(edit)
        ? html`<p><button class="button" @click=${() => host.accept(edit)}>${host.editLabel(edit)}</button></p>`
        : nothing
    }
    ${
      from === 0 && fieldAt(finding.at, host.paths) !== undefined
        ? html`<p><button class="quiet" @click=${() => host.reveal(finding)}>${check.reveal}</button></p>`
        : nothing
    }
    <p class="links">
      ${codes.length > 0 ? html`<span class="muted">${host.format.count(check.codes, codes.length, { list: host.format.list(codes.map(String)) })}</span>` : nothing}
      ${failure && host.faq !== "" ? html`<a href="${host.faq}${failure}" @click=${() => host.emit("presend-failure", { failure })}>${common.faq}</a>` : nothing}
    </p>
  </div>`;
}

export function entry(host: ComposeElement, finding: Finding): TemplateResult {
  const { check } = host.words;
  return html`<details class="fold ${finding.level}" data-rule=${finding.rule}>
    <summary>${icon(finding.level, check.levels[finding.level])}<span class="what"><span class="stage">${check.stages[finding.stage]}</span>${finding.message}</span></summary>
    ${explanation(host, finding, 0)}
  </details>`;
}
