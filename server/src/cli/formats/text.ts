/** Findings for people: one line each, grouped by file, and a line that counts them. */
import { type FixedFile, type LintReport, SEVERITIES, type Severity } from "../../service/index.ts";
import { type Output } from "../output.ts";

const COLORS: Readonly<Record<Severity, number>> = { error: 31, warning: 33, info: 36, hint: 90 };

const BOLD = 1;
const GRAY = 90;

export function printText(report: LintReport, out: Output): void {
  let file: string | undefined;
  for (const row of report.findings) {
    if (row.file !== file) {
      if (file !== undefined) out.line();
      file = row.file;
      out.line({ text: file, color: BOLD });
    }
    const { line, column } = row.range.start;
    const place = `${line}:${column}`.padEnd(8);
    const severity = { text: row.severity.padEnd(8), color: COLORS[row.severity] };
    out.line(`  ${place} `, severity, ` ${row.message}  `, { text: row.code, color: GRAY });
  }
  if (report.findings.length > 0) out.line();
  const read = `${plural(report.policies, "policy", "policies")}, ${plural(report.files, "file", "files")}`;
  out.line(`${countWords(report)} in ${read}; reference data of ${report.tool.catalogDate}.`);
  if (report.fixed !== undefined && (report.fixed.length > 0 || report.findings.length > 0)) {
    out.line(fixedWords(report.fixed));
  }
}

function countWords({ findings, policies }: LintReport): string {
  if (findings.length === 0) return policies === 0 ? "Nothing to check" : "No findings";
  return SEVERITIES.map((severity) => ({ severity, count: findings.filter((row) => row.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => plural(count, severity, `${severity}s`))
    .join(", ");
}

/** How many fixes there are, in how many files; undefined if there are none. */
export function countFixes(fixed: readonly FixedFile[]): string | undefined {
  const count = fixed.reduce((sum, { fixes }) => sum + fixes.length, 0);
  if (count === 0) return undefined;
  return `${plural(count, "fix", "fixes")} in ${plural(fixed.length, "file", "files")}`;
}

function fixedWords(fixed: readonly FixedFile[]): string {
  const count = countFixes(fixed);
  return count === undefined ? "No fix is safe enough to be applied automatically." : `Made ${count}.`;
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
