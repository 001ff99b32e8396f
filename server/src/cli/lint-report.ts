/** What `lint` found, ready for any of its output formats. */
import { type Severity } from "../checks/check.ts";
import { type HostId } from "../hosts/host.ts";
import { type PolicyKind } from "../policy/policy.ts";
import { type LineIndex, type Place } from "../text/line-index.ts";
import { type Span } from "../text/span.ts";

export interface ReportedPlace {
  readonly start: Place;
  readonly end: Place;
}

export interface ReportRow {
  readonly file: string;
  readonly host: HostId;
  readonly policy: { readonly name: string | null; readonly kind: PolicyKind };
  readonly statement: { readonly index: number; readonly sid: string | null } | null;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: ReportedPlace;
  readonly related: readonly { readonly range: ReportedPlace; readonly message: string }[];
  readonly fixes: readonly {
    readonly title: string;
    readonly edits: readonly { readonly range: ReportedPlace; readonly newText: string }[];
  }[];
  /** The page of the code, relative to the project; null for a finding about syntax. */
  readonly docs: string | null;
}

export interface LintReport {
  readonly tool: { readonly name: string; readonly version: string; readonly catalogDate: string };
  readonly files: number;
  readonly policies: number;
  readonly findings: readonly ReportRow[];
}

export function placesOf(span: Span, lines: LineIndex): ReportedPlace {
  return { start: lines.placeAt(span.start), end: lines.placeAt(span.end) };
}
