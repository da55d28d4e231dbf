// The dialog in which a template is chosen and filled in: what fits first, what would be refused with its reason.
import { html, nothing, type TemplateResult } from "lit";
import { slotForm } from "../compose/form.js";
import { undoOf } from "../compose/marked.js";
import { phone } from "../compose/preview.js";
import { mainFinding, type Usable, waysOut } from "../compose/way.js";
import { icon } from "../icons.js";
import { fill } from "../words/index.js";
import type { PresendGuard } from "./element.js";

/** From how many templates on they are searched rather than looked through. */
const MANY = 6;

export function chooser(host: PresendGuard): TemplateResult {
  const { guard } = host.words;
  const filling = host.fields.name !== "";
  const closed = () => {
    host.choosing = false;
  };
  // A click beside the dialog closes it, as Escape does.
  const press = (event: Event) => {
    if (event.target === event.currentTarget) host.close();
  };
  return html`<dialog part="dialog" aria-labelledby="choose" @close=${closed} @click=${press}>
    <div class="sheet">
      <div class="top">
        <h2 id="choose" tabindex="-1">${filling ? host.fields.name : guard.choose}</h2>
        <button class="round" aria-label=${guard.close} @click=${() => host.close()}>${icon("cross")}</button>
      </div>
      ${filling ? filler(host) : picker(host)}
    </div>
  </dialog>`;
}

interface Part {
  type?: string;
  text?: string;
}

/** The text of a template's body, as a person tells templates apart. */
function bodyOf({ template }: Usable): string {
  const { components, preview } = template as { components?: Part[]; preview?: { body: string } };
  return components?.find(({ type }) => type?.toUpperCase() === "BODY")?.text ?? preview?.body ?? "";
}

function picker(host: PresendGuard): TemplateResult {
  const { guard, check } = host.words;
  const query = host.query.trim().toLocaleLowerCase(host.locale);
  const found = host.usable.filter((usable) =>
    `${usable.template.name} ${bodyOf(usable)}`.toLocaleLowerCase(host.locale).includes(query),
  );
  const fits = waysOut(found);
  const refused = found.filter(({ refusal }) => refusal);
  const type = (event: Event) => {
    host.query = (event.target as HTMLInputElement).value;
  };
  return html`
    <p class="muted">${guard.kept}</p>
    ${
      host.usable.length > MANY
        ? html`<div class="searchfield"><label class="hidden" for="find">${guard.search}</label>${icon("search")}<input id="find" class="control" type="search" autocomplete="off" placeholder=${guard.search} .value=${host.query} @input=${type} /></div>`
        : nothing
    }
    ${fits.length > 0 ? html`<h3>${check.templateFits}</h3><ul class="templates">${fits.map((usable) => html`<li>${choice(host, usable)}</li>`)}</ul>` : html`<p class="none">${query === "" ? guard.none : fill(guard.nothingFound, { query: host.query.trim() })}</p>`}
    ${refused.length > 0 ? html`<h3>${check.templateRefused}</h3><ul class="templates refused">${refused.map((usable) => html`<li>${refusal(host, usable)}</li>`)}</ul>` : nothing}
  `;
}

const named = (host: PresendGuard, { template, language }: Usable) =>
  html`<span class="named"><strong><bdi>${template.name}</bdi></strong> <bdi class="muted">${host.format.language(language)}</bdi></span>`;

const choice = (host: PresendGuard, usable: Usable) =>
  html`<button class="template" @click=${() => host.pick(usable.template.name, usable.language)}>
    ${named(host, usable)}<span class="text" dir="auto">${bodyOf(usable)}</span>${icon("arrow")}
  </button>`;

const refusal = (host: PresendGuard, usable: Usable) =>
  html`<div class="template">${named(host, usable)}<span class="text fail">${icon("fail", host.words.check.templateRefused)} ${usable.refusal?.message}</span></div>`;

function filler(host: PresendGuard): TemplateResult {
  const { guard, check } = host.words;
  const { filled, fault } = host;
  const main = filled && mainFinding(filled);
  const blocked = filled?.verdict === "blocked";
  // What was not filled in yet is no failure yet.
  const early = main?.stage === "variables" && !host.insists;
  return html`
    <p><button class="quiet" @click=${() => host.pick("", "")}>${guard.back}</button></p>
    <div class="halves">
      <div>${slotForm(host)} ${undoOf(host, "template")}</div>
      <div>${filled?.template ? phone(host, filled.template.preview, early ? undefined : filled.verdict, host.cards) : nothing}</div>
    </div>
    ${fault ? html`<p class="fieldfault" role="alert">${fault.sentence}</p>` : nothing}
    <div class="ends">
      ${early ? html`<p class="line muted">${guard.fillIn}</p>` : main ? html`<p class="line ${main.level}">${icon(main.level, check.verdicts[blocked ? "blocked" : "risky"])}<span>${main.message}</span></p>` : nothing}
      <button class="button primary" @click=${() => host.sendTemplate()}>${guard.sendTemplate}</button>
    </div>
  `;
}
