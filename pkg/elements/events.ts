// What the elements tell their host, as `CustomEvent`s that bubble and cross shadow roots.
import type { Diagnosis, Draft, ListRow, ListSummary, Message, Report, Template, TemplateReport } from "../index.js";

/** The details of the events, by their names. */
export interface PresendEvents {
  "presend-report": { report: Report; draft: Draft; held?: boolean };
  "presend-platform": { platform: string };
  "presend-failure": { failure: string };
  "presend-open": { failure: string };
  "presend-diagnosis": { diagnosis: Diagnosis | undefined };
  "presend-template-report": { report: TemplateReport; template: Template | undefined };
  "presend-list": { summary: ListSummary };
  "presend-row": { row: ListRow };
  "presend-attempt": { report: Report | undefined; draft: Draft };
  "presend-anyway": { report: Report | undefined; draft: Draft; at: string };
  "presend-template": { name: string; language: string; message: Message; payload: object | undefined; report: Report };
  "presend-unchecked": { reason: string };
}

type Events = { [name in keyof PresendEvents]: CustomEvent<PresendEvents[name]> };

declare global {
  interface GlobalEventHandlersEventMap extends Events {}
}
