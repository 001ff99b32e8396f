/** Findings as data, with places as people count them. */
import { type Severity, type ShownRequest } from "../../checks/check.ts";
import { type HostId } from "../../hosts/host.ts";
import { hostOf } from "../../hosts/index.ts";
import { type PolicyKind } from "../../policy/policy.ts";
import { type Edit } from "../../text/edit.ts";
import { createLineIndex, type LineIndex, type Place } from "../../text/line-index.ts";
import { type Span } from "../../text/span.ts";
import { phraseToMessage } from "../../wording/message-text.ts";
import { type PlacedFinding } from "../diagnostics.ts";
import { type FileEdits } from "../fixes-elsewhere.ts";
import { CODES_WITHOUT_PAGE } from "../text-findings.ts";

export interface ReportedPlace {
  readonly start: Place;
  readonly end: Place;
}

/** Also of a file that the answer names in another way than the workspace does: `shown`. */
export function findingAnswer(finding: PlacedFinding, { shown, lines, nameOf }: ReportedFile): ReportRow {
  const { policy, statement, span, code, messageId, severity, message } = finding;
  return {
    file: shown,
    host: hostOf({ path: shown, languageId: undefined })?.id ?? "json",
    policy: { name: policy?.name ?? null, kind: policy?.kind ?? "unknown" },
    statement: statement === undefined ? null : { index: statement.index, sid: statement.sid ?? null },
    code,
    severity,
    messageId,
    message: phraseToMessage(message),
    range: placesOf(span, lines),
    related: (finding.related ?? []).map((one) => ({
      range: placesOf(one.span, lines),
      message: phraseToMessage(one.message),
    })),
    ...(finding.witness === undefined ? {} : { witness: witnessRow(finding.witness) }),
    // Not every form of the answer prints them, and some take a proof.
    get fixes() {
      return finding.fixes().map(({ title, edits, elsewhere }) => ({
        title: phraseToMessage(title),
        edits: [...editRows(edits, lines), ...(elsewhere === undefined ? [] : editsElsewhere(elsewhere, nameOf))],
      }));
    },
    docs: CODES_WITHOUT_PAGE.has(code) ? null : `docs/checks/${code}.md`,
  };
}

export interface ReportedFile {
  readonly shown: string;
  readonly lines: LineIndex;
  /** As the answer names another file of the workspace. */
  readonly nameOf: (path: string) => string;
}

function editRows(edits: readonly Edit[], lines: LineIndex): readonly EditRow[] {
  return edits.map((edit) => ({ range: placesOf(edit.span, lines), newText: edit.newText }));
}

function editsElsewhere({ path, text, edits }: FileEdits, nameOf: ReportedFile["nameOf"]): readonly EditRow[] {
  return editRows(edits, createLineIndex(text)).map((row) => ({ file: nameOf(path), ...row }));
}

interface EditRow {
  /** Where it is not that of the finding. */
  readonly file?: string;
  readonly range: ReportedPlace;
  readonly newText: string;
}

export interface ReportRow {
  readonly file: string;
  readonly host: HostId;
  readonly policy: { readonly name: string | null; readonly kind: PolicyKind };
  readonly statement: { readonly index: number; readonly sid: string | null } | null;
  readonly code: string;
  readonly severity: Severity;
  /** Which of the sentences of the check it is. */
  readonly messageId: string;
  readonly message: string;
  readonly range: ReportedPlace;
  readonly related: readonly { readonly range: ReportedPlace; readonly message: string }[];
  /** A request that shows what the statement does; only where a finding is about one. */
  readonly witness?: WitnessRow;
  readonly fixes: readonly {
    readonly title: string;
    readonly edits: readonly EditRow[];
  }[];
  /** The page of the code, relative to the project; null for a finding about syntax. */
  readonly docs: string | null;
}

export interface WitnessRow {
  readonly principal?: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Keys that the request does not have. */
  readonly absent: readonly string[];
  /** Whether the statement matches the request. */
  readonly matches: boolean;
}

function witnessRow({ principal, context, ...shown }: ShownRequest): WitnessRow {
  return { ...(principal === undefined ? {} : { principal }), ...shown, context: Object.fromEntries(context) };
}

export interface LintReport {
  readonly tool: { readonly name: string; readonly version: string; readonly catalogDate: string };
  readonly files: number;
  readonly policies: number;
  readonly findings: readonly ReportRow[];
  /** False if something that was named or stated could not be used, which `notices` tells. */
  readonly complete: boolean;
  /** What could not be looked at, and mistakes in the workspace file: a line each, as people are told them. */
  readonly notices: readonly string[];
  /** What was changed in each file, where that was asked for; the findings are those that remain. */
  readonly fixed?: readonly FixedFile[];
}

export interface FixedFile {
  readonly file: string;
  readonly fixes: readonly { readonly code: string; readonly title: string }[];
}

function placesOf(span: Span, lines: LineIndex): ReportedPlace {
  return { start: lines.placeAt(span.start), end: lines.placeAt(span.end) };
}
