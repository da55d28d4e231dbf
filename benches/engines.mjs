// The phone engines that are compared, behind one face. Each is loaded only when it is asked for.

/**
 * @typedef {{ valid: boolean, digits: string | null }} Answer
 * @typedef {{
 *   valid: (number: string, country?: string) => boolean,
 *   parse: (number: string, country?: string) => Answer,
 *   full?: (number: string, country?: string) => unknown,
 *   all?: (lines: string) => unknown,
 * }} Engine
 */

/** @param {(path: string) => Promise<Uint8Array<ArrayBuffer>>} file @returns {Record<string, () => Promise<Engine>>} */
export const engines = (file) => ({
  async presend() {
    const { load } = await import("presend");
    const presend = await load();
    return {
      valid: (number, country) => presend.isValidPhone(number, country),
      parse: (number, country) => presend.phone(number, country ? { country } : {}),
      full: (number, country) => presend.phone(number, country ? { country } : {}),
    };
  },
  async "libphonenumber-js/max"() {
    const { parsePhoneNumberFromString, isValidPhoneNumber } = await import("libphonenumber-js/max");
    return {
      valid: (number, country) => isValidPhoneNumber(number, /** @type {any} */ (country)),
      parse(number, country) {
        const parsed = parsePhoneNumberFromString(number, /** @type {any} */ (country));
        return { valid: parsed?.isValid() ?? false, digits: parsed?.number.slice(1) ?? null };
      },
      full(number, country) {
        const parsed = parsePhoneNumberFromString(number, /** @type {any} */ (country));
        return parsed && [parsed.isValid(), parsed.isPossible(), parsed.number, parsed.country, parsed.getType()];
      },
    };
  },
  async "google-libphonenumber"() {
    // @ts-expect-error: it comes without types
    const { default: google } = await import("google-libphonenumber");
    const util = google.PhoneNumberUtil.getInstance();
    /** @param {string} number @param {string} [country] */
    const parse = (number, country) => {
      try {
        return util.parse(number, country || "ZZ");
      } catch {
        return null;
      }
    };
    return {
      valid(number, country) {
        const parsed = parse(number, country);
        return parsed !== null && util.isValidNumber(parsed);
      },
      parse(number, country) {
        const parsed = parse(number, country);
        if (!parsed) return { valid: false, digits: null };
        return { valid: util.isValidNumber(parsed), digits: util.format(parsed, 0).slice(1) };
      },
      full(number, country) {
        const parsed = parse(number, country);
        return (
          parsed && [
            util.isValidNumber(parsed),
            util.isPossibleNumber(parsed),
            util.format(parsed, 0),
            util.getRegionCodeForNumber(parsed),
            util.getNumberType(parsed),
          ]
        );
      },
    };
  },
  async "phonenumber (crate, wasm)"() {
    const { instance } = await WebAssembly.instantiate(await file("benches/dist-peer/phonenumber_peer.wasm"));
    const peer =
      /** @type {{ memory: WebAssembly.Memory, input: () => number, parse: (length: number, country: number) => number }} */ (
        /** @type {unknown} */ (instance.exports)
      );
    const encoder = new TextEncoder();
    /** @param {string} number @param {string} [country] */
    const parse = (number, country = "") => {
      const { written } = encoder.encodeInto(number, new Uint8Array(peer.memory.buffer, peer.input(), 1024));
      return peer.parse(written, country.length === 2 ? (country.charCodeAt(0) << 8) | country.charCodeAt(1) : 0);
    };
    return {
      valid: (number, country) => parse(number, country) > 0,
      parse(number, country) {
        const value = parse(number, country);
        return { valid: value > 0, digits: value === -1 ? null : String(Math.abs(value)) };
      },
    };
  },
});
