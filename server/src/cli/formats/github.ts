/** Findings as workflow commands, which GitHub Actions shows beside the changed lines. */
import { type LintReport, type Severity } from "../../service/index.ts";

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
  hint: "notice",
};

export function formatGithub(report: LintReport): string {
  return report.findings
    .map(({ severity, file, range: { start, end }, code, message }) => {
      const properties = {
        file,
        line: String(start.line),
        endLine: String(end.line),
        col: String(start.column),
        title: `IAM Verdict: ${code}`,
      };
      const listed = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
      return `::${COMMANDS[severity]} ${listed.join(",")}::${escapeData(message)}\n`;
    })
    .join("");
}

function escapeData(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
