// The finding that decides, and which templates would go through instead.
import type { Draft, Finding, Level, Presend, Report, Template, TemplateFit } from "../../index.js";

/** A template and what would stop it now. */
export interface Usable {
  template: Template;
  language: string;
  layer: TemplateFit["layer"];
  refusal?: Finding;
}

/** The finding that makes the verdict what it is. */
export function mainFinding(report: Report): Finding | undefined {
  const first = (level: Level) => report.findings.find((finding) => finding.level === level);
  if (report.verdict === "blocked") return first("fail");
  if (report.verdict === "risky")
    return first("risk") ?? report.findings.find(({ level, obtainable }) => level === "unknown" && obtainable);
  return undefined;
}

/** What nobody can know before sending. */
export const unknowable = ({ level, obtainable }: Finding) => level === "unknown" && !obtainable;

export const languageOf = ({ language }: Template) => (typeof language === "object" ? language.code : (language ?? ""));

/** Every template, best first, with the reason where one would be refused. */
export function usableIn(presend: Presend, templates: Template[], draft: Omit<Draft, "message">): Usable[] {
  // Twilio keeps name and text elsewhere.
  const named = templates.map((one) => (one.friendly_name ? { ...one, ...presend.template(one) } : one));
  const left = new Map(named.map((template) => [`${template.name}\n${languageOf(template)}`, template]));
  return presend.fit(templates, draft).flatMap(({ name, language, layer, fits, findings }): Usable[] => {
    const template = left.get(`${name}\n${language}`);
    const refusal = fits ? undefined : findings.find(({ level }) => level === "fail");
    return template ? [{ template, language, layer, ...(refusal && { refusal }) }] : [];
  });
}

/** The ways out: templates that may be sent. Codes are never the answer to a conversation. */
export const waysOut = (usable: Usable[]) =>
  usable.filter(({ refusal, layer }) => !refusal && layer !== "verification");
