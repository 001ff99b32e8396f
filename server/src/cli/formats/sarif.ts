/** Findings as SARIF 2.1.0, for code scanning. */
import {
  type CheckFacts,
  type LintReport,
  type ReportedPlace,
  type ReportRow,
  type Severity,
} from "../../service/index.ts";
import { relativeReference } from "../../text/relative-reference.ts";

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note", hint: "note" };

export function toSarif(report: LintReport, checks: readonly CheckFacts[]): object {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "IAM Verdict",
            version: report.tool.version,
            properties: { catalogDate: report.tool.catalogDate },
            rules: checks.map(({ code, summary, severity }) => ({
              id: code,
              shortDescription: { text: summary },
              defaultConfiguration: { level: LEVELS[severity] },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        invocations: [
          { executionSuccessful: report.complete, toolExecutionNotifications: report.notices.map(toNotification) },
        ],
        results: report.findings.map(toResult),
      },
    ],
  };
}

function toNotification(line: string): object {
  return { level: "warning", message: { text: line } };
}

function toResult(row: ReportRow): object {
  return {
    ruleId: row.code,
    level: LEVELS[row.severity],
    message: { text: row.message },
    properties: { messageId: row.messageId },
    locations: [{ physicalLocation: toLocation(row.file, row.range) }],
    ...(row.related.length === 0
      ? {}
      : {
          relatedLocations: row.related.map(({ range, message }, id) => ({
            id,
            message: { text: message },
            physicalLocation: toLocation(row.file, range),
          })),
        }),
  };
}

function toLocation(file: string, { start, end }: ReportedPlace): object {
  return {
    artifactLocation: { uri: relativeReference(file) },
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  };
}
