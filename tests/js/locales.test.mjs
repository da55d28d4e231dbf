// Languages besides English: added on request, one module each; the words of the interface as tables.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { load, PresendError } from "presend";
import es from "presend/locales/es";
import ptBR from "presend/locales/pt-BR";
import { en } from "../../pkg/dist/elements/words/en.js";
import interfaceEs from "../../pkg/dist/elements/words/es.js";
import interfacePtBR from "../../pkg/dist/elements/words/pt-BR.js";

/** How many words of the interface may wait for somebody to translate them. */
const MAY_WAIT = 30;

const presend = await load();

test("a language is added by its pack and stays English without one", () => {
  const title = (/** @type {string} */ locale) =>
    presend.rules({ locale }).find((rule) => rule.id === "window.closed")?.what;
  assert.equal(title("es-MX"), "Free-form message after the 24-hour window has closed");
  presend.addLocale(es);
  presend.addLocale(ptBR);
  assert.equal(title("es-MX"), "Mensaje libre con la ventana de 24 horas cerrada");
  assert.equal(title("pt"), "Mensagem livre com a janela de 24 horas fechada");
  assert.equal(title("de"), "Free-form message after the 24-hour window has closed");
  assert.throws(() => presend.addLocale("x"), PresendError);
});

test("every call speaks it", () => {
  const locale = "es";
  const now = "2026-11-20T12:00:00Z";
  const message = /** @type {const} */ ({ type: "text", text: "Hola" });
  const report = presend.check({ to: "+34612345678", conversation: { lastInboundAt: null }, message, locale, now });
  assert.match(report.findings[0]?.message ?? "", /nunca ha escrito/);
  assert.match(presend.diagnose("131047", { locale }).matches[0]?.title ?? "", /se cerró/);
  assert.match(presend.failures({ locale })[0]?.groupTitle ?? "", /rechazado/);
  assert.match(presend.phone("+34 61234", { locale }).findings[0]?.message ?? "", /demasiado corto/);
});

/** The words of a table as `check.to`, with the plural forms as words of their own. @param {object} table */
function flat(table, path = "") {
  /** @type {Map<string, string>} */
  const all = new Map();
  for (const [key, value] of Object.entries(table)) {
    if (typeof value === "string") all.set(path + key, value);
    else for (const [inner, text] of flat(value, `${path}${key}.`)) all.set(inner, text);
  }
  return all;
}

const slots = (/** @type {string} */ text) => [...new Set(text.match(/\{\w+\}/g))].sort();

for (const [name, table] of Object.entries({ es: interfaceEs, "pt-BR": interfacePtBR })) {
  test(`the interface in ${name} says what English says`, (t) => {
    const [own, english] = [flat(table), flat(en)];
    for (const [key, text] of own) {
      assert.ok(english.has(key), `${key} is no word of the interface`);
      assert.deepEqual(slots(text), slots(english.get(key) ?? ""), key);
    }
    const names = (/** @type {string} */ key) => key.startsWith("platforms.");
    const missing = [...english.keys()].filter((key) => !own.has(key) && !names(key));
    if (missing.length) t.diagnostic(`to translate: ${missing.join(", ")}`);
    assert.ok(missing.length <= MAY_WAIT, missing.join(", "));
  });
}
