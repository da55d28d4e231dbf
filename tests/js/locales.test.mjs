// Languages besides English: added on request, one module each.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { load, PresendError } from "presend";
import es from "presend/locales/es";

const presend = await load();

test("a language is added by its pack and stays English without one", () => {
  const title = () => presend.rules({ locale: "es-MX" }).find((rule) => rule.id === "window.closed")?.what;
  assert.equal(title(), "Free-form message after the 24-hour window has closed");
  presend.addLocale(es);
  assert.equal(title(), "Mensaje libre con la ventana de 24 horas cerrada");
  assert.throws(() => presend.addLocale("x"), PresendError);
});
