/** Findings for people: one line each, grouped by file, and a line that counts them. */
import { type LintReport, SEVERITIES, type Severity } from "../../service/index.ts";
import { printable } from "./printable.ts";

const COLORS: Readonly<Record<Severity, number>> = { error: 31, warning: 33, info: 36, hint: 90 };

export function formatText(report: LintReport, color: boolean): string {
  const paint = (text: string, code: number): string => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const lines: string[] = [];
  let file: string | undefined;
  for (const row of report.findings) {
    if (row.file !== file) {
      if (file !== undefined) lines.push("");
      file = row.file;
      lines.push(paint(printable(file), 1));
    }
    const { line, column } = row.range.start;
    const place = `${line}:${column}`.padEnd(8);
    const severity = paint(row.severity.padEnd(8), COLORS[row.severity]);
    lines.push(`  ${place} ${severity} ${printable(row.message)}  ${paint(row.code, 90)}`);
  }
  if (lines.length > 0) lines.push("");
  lines.push(
    `${countWords(report)} in ${plural(report.policies, "policy", "policies")}, ${plural(report.files, "file", "files")}; reference data of ${report.tool.catalogDate}.`,
  );
  return `${lines.join("\n")}\n`;
}

function countWords({ findings }: LintReport): string {
  if (findings.length === 0) return "No findings";
  return SEVERITIES.map((severity) => ({ severity, count: findings.filter((row) => row.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => plural(count, severity, `${severity}s`))
    .join(", ");
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
