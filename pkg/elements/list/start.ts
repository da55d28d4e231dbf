// The place for a file, and how far the reading is.
import { html, type TemplateResult } from "lit";
import { dropping } from "../drop.js";
import { icon } from "../icons.js";
import { alert } from "../parts.js";
import { fill } from "../words/index.js";
import type { PresendList } from "./element.js";

export function start(host: PresendList): TemplateResult {
  const { list } = host.words;
  if (host.progress) return reading(host);
  const { over, leave, drop, choose } = dropping(host, (given) => given && host.read(given));
  const paste = () => {
    const { value } = host.renderRoot.querySelector("#paste") as HTMLTextAreaElement;
    host.pasted = value;
    if (value.trim() !== "") host.read(value);
  };
  return html`
    <div class="drop ${host.dropping ? "over" : ""}" part="drop" @dragover=${over} @dragleave=${leave} @drop=${drop}>
      <p class="what">${list.drop}</p>
      <label class="button primary file">${icon("document")}<span>${list.choose}</span>
        <input type="file" class="hidden" accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values" @change=${choose} /></label>
      <p class="muted">${list.dropHint}</p>
      <div class="field">
        <div class="label"><label for="paste">${list.paste}</label></div>
        <textarea id="paste" class="control code" rows="4" spellcheck="false" autocomplete="off" placeholder="+44 7912 345678" .value=${host.pasted}></textarea>
        <div class="ways"><button class="button" @click=${paste}>${list.check}</button></div>
      </div>
    </div>
    ${alert(host.problem)}
    <slot name="examples"></slot>
  `;
}

/** A bar that fills, and the way to stop it. */
export function reading(host: PresendList): TemplateResult {
  const { list } = host.words;
  const { done, total } = host.progress ?? { done: 0, total: 0 };
  const percent = total > 0 ? Math.floor((done / total) * 100) : 0;
  return html`<div class="reading">
    <p class="what" id="reading">${fill(list.reading, { percent: host.format.number(percent) })}</p>
    <progress max="100" value=${percent} aria-labelledby="reading"></progress>
    <button class="button" @click=${() => host.cancel()}>${list.cancel}</button>
  </div>`;
}
