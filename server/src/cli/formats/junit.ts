/**
 * Findings as JUnit's XML, which GitLab, Jenkins and Azure Pipelines show among the tests: a suite for each file, and in it
 * a test for each finding. It has failed if its finding makes the run fail. A suite for the run itself is always there,
 * because many servers take a file without a test for a mistake.
 */
import { type LintReport, type ReportRow, type Severity } from "../../service/index.ts";

export function toJunit(report: LintReport, fails: (severity: Severity) => boolean): string {
  const byFile = new Map<string, ReportRow[]>();
  for (const row of report.findings) {
    const rows = byFile.get(row.file);
    if (rows === undefined) byFile.set(row.file, [row]);
    else rows.push(row);
  }
  const failures = report.findings.filter(({ severity }) => fails(severity)).length;
  const total = counts(report.findings.length + 1, failures, report.complete ? 0 : 1);
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites name="IAM Verdict" ${total}>`,
    ...ownSuite(report),
    ...[...byFile].flatMap(([file, rows]) => fileSuite(file, rows, fails)),
    `</testsuites>`,
    "",
  ].join("\n");
}

/** What was checked, and what could not be. */
function ownSuite({ files, policies, complete, notices, tool }: LintReport): readonly string[] {
  const name = `policies: ${policies}, files: ${files}, reference data of ${tool.catalogDate}`;
  const told = notices.map(escaped).join("&#10;");
  const inside = complete
    ? told === ""
      ? []
      : [`      <system-err>${told}</system-err>`]
    : [`      <error message="${told}" />`];
  return [
    `  <testsuite name="iam-verdict lint" ${counts(1, 0, complete ? 0 : 1)}>`,
    ...testcase({ classname: "iam-verdict lint", name }, inside),
    `  </testsuite>`,
  ];
}

function fileSuite(
  file: string,
  rows: readonly ReportRow[],
  fails: (severity: Severity) => boolean,
): readonly string[] {
  const failures = rows.filter(({ severity }) => fails(severity)).length;
  return [
    `  <testsuite name="${escaped(file)}" ${counts(rows.length, failures, 0)}>`,
    ...rows.flatMap(({ code, severity, message, range: { start } }) => {
      const place = `${start.line}:${start.column}`;
      const said = escaped(`${file}:${place} ${severity}: ${message}`);
      const inside = fails(severity)
        ? `      <failure type="${severity}" message="${escaped(message)}">${said}</failure>`
        : `      <system-out>${said}</system-out>`;
      return testcase({ classname: file, name: `${code} at ${place}`, file }, [inside]);
    }),
    `  </testsuite>`,
  ];
}

function testcase(attributes: Readonly<Record<string, string>>, inside: readonly string[]): readonly string[] {
  const listed = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value)}"`);
  const head = `    <testcase ${listed.join(" ")}`;
  return inside.length === 0 ? [`${head} />`] : [`${head}>`, ...inside, `    </testcase>`];
}

function counts(tests: number, failures: number, errors: number): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}"`;
}

/** Line feeds and tabs stay in an attribute only by their numbers; what else XML cannot hold is shown by whoever writes the lines. */
function escaped(text: string): string {
  return text.replace(/[&<>"\t\r\n]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
