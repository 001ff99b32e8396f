/** Findings as workflow commands, which GitHub Actions shows beside the changed lines. */
import { type LintReport, type Severity } from "../../service/index.ts";
import { type AnnotationLevel, type Output } from "../output.ts";

const LEVELS: Readonly<Record<Severity, AnnotationLevel>> = {
  error: "error",
  warning: "warning",
  info: "notice",
  hint: "notice",
};

export function printAnnotations(report: LintReport, out: Output): void {
  for (const line of report.notices) out.annotation("warning", { title: "IAM Verdict" }, line);
  for (const { severity, file, range, code, message } of report.findings) {
    const { start, end } = range;
    const title = `IAM Verdict: ${code}`;
    const place = { file, line: start.line, endLine: end.line, col: start.column, title };
    out.annotation(LEVELS[severity], place, message);
  }
}
