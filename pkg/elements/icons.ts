// Icons: each has a shape of its own, so that none is told apart by colour alone.
import { html, svg, type TemplateResult } from "lit";

const frame = (inside: TemplateResult, label = "") =>
  html`<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" role=${label === "" ? "presentation" : "img"} aria-hidden=${label === "" ? "true" : "false"} aria-label=${label}>${inside}</svg>`;

const SHAPES = {
  fail: svg`<path d="M8.3 2.8h7.4l5.5 5.5v7.4l-5.5 5.5H8.3l-5.5-5.5V8.3z"/><path d="m9 9 6 6m0-6-6 6"/>`,
  risk: svg`<path d="M12 3.2 22 20.5H2z"/><path d="M12 10v4.2m0 2.9v.1"/>`,
  send: svg`<circle cx="12" cy="12" r="9.4"/><path d="m7.8 12.4 2.9 2.9 5.6-6"/>`,
  unknown: svg`<circle cx="12" cy="12" r="9.4" stroke-dasharray="3 3.4"/><path d="M9.6 9.4a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2 1-1.2 1.9m0 3v.1"/>`,
  note: svg`<circle cx="12" cy="12" r="9.4"/><path d="M12 11v5.4m0-9v.1"/>`,
  tick: svg`<path d="m5 12.5 4.6 4.6L19.2 7"/>`,
  ticks: svg`<path d="m2 12.8 4.2 4.2L14.6 8M11.4 15.8l1.2 1.2L21 8"/>`,
  clock: svg`<circle cx="12" cy="12" r="8.6"/><path d="M12 7.4V12l3.2 2"/>`,
  cross: svg`<path d="m6.5 6.5 11 11m0-11-11 11"/>`,
  arrow: svg`<path d="M5 12h13.4m-5.2-5.4L18.6 12l-5.4 5.4"/>`,
  link: svg`<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1"/>`,
  image: svg`<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="8.5" cy="10" r="1.5"/><path d="m4 17 5-4 3.5 2.5L16 12l4.5 4"/>`,
  video: svg`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m10 9 5 3-5 3z"/>`,
  document: svg`<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6m-6 4h6"/>`,
  location: svg`<path d="M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11z"/><circle cx="12" cy="10" r="2.2"/>`,
  reply: svg`<path d="M10 6 4.5 11.5 10 17m-5-5.5h8a6 6 0 0 1 6 6V19"/>`,
  phone: svg`<path d="M6.5 3.5 9.5 4l1 4-2 1.5a12 12 0 0 0 6 6l1.5-2 4 1 .5 3c0 1.5-1 2.5-2.5 2.5C10.5 20 4 13.5 4 6c0-1.5 1-2.5 2.5-2.5z"/>`,
  copy: svg`<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h2"/>`,
  list: svg`<path d="M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.1M4.5 12h.1m-.1 5.5h.1"/>`,
  file: svg`<path d="M12 15V4m-4 4 4-4 4 4M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3"/>`,
  search: svg`<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>`,
} as const;

export type Shape = keyof typeof SHAPES;

/** @param label what the icon says to those who do not see it; none where words beside it say the same */
export const icon = (shape: Shape, label?: string): TemplateResult => frame(SHAPES[shape], label);
