// A run of tests in parts, one after the other, with their sum at the end.
// @ts-check

/** How the runners of tests report: how many passed and failed, and those that were skipped, each with its reason. */
export const CARGO = {
  passed: /^test result: .* (\d+) passed;/gm,
  failed: /^test result: .* (\d+) failed;/gm,
  skipped: /^test (.*) \.\.\. ignored(?:, (.*))?$/gm,
};
export const NODE = {
  passed: /^(?:#|ℹ) pass (\d+)$/gm,
  failed: /^(?:#|ℹ) fail (\d+)$/gm,
  skipped: /^\s*﹣ (.*) \([\d.]+ms\) # (.*)$/gm,
};

export class Parts {
  passed = 0;
  failed = 0;

  /**
   * Runs one part and adds up what it reports. A part in which nothing ran has failed, whatever its exit code says.
   * @param {string} name @param {() => Promise<{ status: number, output: string }>} work @param {typeof CARGO} form
   */
  async run(name, work, form) {
    console.log(`\n── ${name}`);
    const start = Date.now();
    const { status, output } = await work();
    const sum = (/** @type {RegExp} */ count) =>
      [...output.matchAll(count)].reduce((total, found) => total + Number(found[1]), 0);
    const passed = sum(form.passed);
    let failed = sum(form.failed);
    if (failed === 0 && (status !== 0 || passed === 0)) {
      console.log(passed === 0 ? `${name}: no test ran` : `${name}: ended with status ${status}`);
      failed = 1;
    }
    this.passed += passed;
    this.failed += failed;
    const skipped = [...output.matchAll(form.skipped)].map(([, test = "", reason = ""]) => ({ test, reason }));
    return { passed, failed, skipped, seconds: Math.round((Date.now() - start) / 1000) };
  }

  /** Says how it went, to the reader and to the shell. */
  end() {
    console.log(`\n${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed === 0 ? 0 : 1;
  }
}
