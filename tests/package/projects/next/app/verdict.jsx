"use client";

import { load } from "presend";
import { useEffect, useState } from "react";

export function Verdict({ draft }) {
  const [report, setReport] = useState();
  useEffect(() => {
    load().then((presend) => setReport(presend.check(draft)));
  }, [draft]);
  return <output>{report && `${report.verdict}: ${report.findings[0].message}`}</output>;
}
