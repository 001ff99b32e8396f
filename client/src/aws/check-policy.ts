/** "IAM Verdict: AWS: Check with Access Analyzer": AWS's findings at the same characters as ours, marked as AWS's. */
import {
  Diagnostic,
  type DiagnosticCollection,
  DiagnosticSeverity,
  languages,
  type QuickPickItem,
  Range,
  type TextDocument,
  Uri,
  window,
  workspace,
} from "vscode";
import { type AwsFinding, type CustomCheck, type ValidatedKind } from "../../../server/src/aws/index.ts";
import { askAws } from "./ask.ts";
import { type AwsDesk, textIn } from "./aws-desk.ts";
import { askWhichCheck } from "./custom-check.ts";
import { showFailures } from "./show-failures.ts";

const SOURCE = "IAM Access Analyzer (AWS)";

const NO_POLICY =
  "Access Analyzer can only check a policy that is a JSON file of its own. Open one, or turn the policy into JSON with 'Copy Policy As…'.";

const KINDS: readonly (QuickPickItem & { readonly policyKind: ValidatedKind })[] = [
  {
    label: "Identity-based policy",
    detail: "Of a role, a user or a group; also a permissions boundary",
    policyKind: "identity",
  },
  {
    label: "Resource-based policy",
    detail: "Of a bucket, a key, a queue, a topic, a secret, …",
    policyKind: "resource",
  },
  { label: "Trust policy of a role", policyKind: "trust" },
  { label: "Service control policy", policyKind: "scp" },
  { label: "Resource control policy", policyKind: "rcp" },
];

export interface CheckedPolicy {
  readonly text: string;
  readonly findings?: readonly AwsFinding[];
}

/** One for the life of the extension; what it shows goes with the next edit. */
export function createPolicyCheck(): {
  readonly dispose: () => void;
  readonly run: (desk: AwsDesk, passed: unknown) => Promise<CheckedPolicy | undefined>;
} {
  const shown = languages.createDiagnosticCollection("iam-verdict-aws");
  const edited = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) shown.delete(document.uri);
  });
  const closed = workspace.onDidCloseTextDocument(({ uri }) => {
    shown.delete(uri);
  });
  return {
    dispose: () => {
      for (const one of [shown, edited, closed]) one.dispose();
    },
    run: (desk, passed) => checkPolicy(desk, passed, shown),
  };
}

async function checkPolicy(
  desk: AwsDesk,
  passed: unknown,
  shown: DiagnosticCollection,
): Promise<CheckedPolicy | undefined> {
  const document = window.activeTextEditor?.document;
  if (document === undefined || !isPolicy(document.getText())) {
    void window.showWarningMessage(NO_POLICY);
    return { text: NO_POLICY };
  }
  const { version } = document;
  const sent = document.getText();
  const kind =
    kindIn(passed) ?? (await window.showQuickPick(KINDS, { title: "AWS: Which Kind of Policy?" }))?.policyKind;
  if (kind === undefined) return undefined;
  const custom = await askWhichCheck(desk, passed);
  if (custom === undefined) return undefined;
  if (custom.check !== "findings") return runCustomCheck(desk, passed, { text: sent, kind, custom });
  const answer = await askAws(desk, {
    title: "What does Access Analyzer find?",
    passed,
    isRegional: true,
    ask: (session) => desk.aws.validatePolicy(session, sent, kind),
  });
  if (answer === undefined) return undefined;
  const { items, failure } = answer;
  // What was edited meanwhile has other characters.
  if (document.version === version && !document.isClosed) show(document, items, shown);
  if (failure !== undefined) return { text: await showFailures(desk, [failure]), findings: items };
  const count = items.length === 1 ? "1 finding" : `${items.length} findings`;
  const text = `IAM Access Analyzer has ${items.length === 0 ? "no findings" : `${count}: they are in the Problems view until the next edit`}.`;
  void window.showInformationMessage(text);
  return { text, findings: items };
}

interface CustomQuestion {
  readonly text: string;
  readonly kind: ValidatedKind;
  readonly custom: CustomCheck;
}

async function runCustomCheck(
  desk: AwsDesk,
  passed: unknown,
  { text: policy, kind, custom }: CustomQuestion,
): Promise<CheckedPolicy | undefined> {
  const problem = desk.aws.problemOfCustomCheck(kind);
  if (problem !== undefined) {
    void window.showWarningMessage(problem);
    return { text: problem };
  }
  const answer = await askAws(desk, {
    title: `What does the policy grant? ${desk.aws.CHARGED}`,
    passed,
    isRegional: true,
    ask: (session) => desk.aws.runCustomCheck(session, policy, kind, custom),
  });
  if (answer === undefined) return undefined;
  if (!answer.ok) return { text: await showFailures(desk, [answer.failure]) };
  const { passed: isPassed, reasons } = answer.result;
  const why = reasons.map(({ description, sid }) => (sid === undefined ? description : `${sid}: ${description}`));
  const text = [desk.aws.customCheckSentence(answer.result, custom), ...why].join(" ");
  void (isPassed ? window.showInformationMessage(text) : window.showWarningMessage(text));
  return { text };
}

function kindIn(passed: unknown): ValidatedKind | undefined {
  const given = textIn(passed, "kind");
  return KINDS.find(({ policyKind }) => policyKind === given)?.policyKind;
}

function isPolicy(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "Statement" in value;
  } catch {
    return false;
  }
}

function show(document: TextDocument, findings: readonly AwsFinding[], shown: DiagnosticCollection): void {
  const diagnostics = findings.map(({ type, code, message, page, span = { start: 0, end: 1 } }) => {
    const range = new Range(document.positionAt(span.start), document.positionAt(span.end));
    const found = new Diagnostic(range, message, SEVERITIES[type] ?? DiagnosticSeverity.Information);
    found.source = SOURCE;
    found.code = page?.startsWith("https://") === true ? { value: code, target: Uri.parse(page) } : code;
    return found;
  });
  shown.set(document.uri, diagnostics);
}

const SEVERITIES: Readonly<Record<string, DiagnosticSeverity>> = {
  ERROR: DiagnosticSeverity.Error,
  SECURITY_WARNING: DiagnosticSeverity.Warning,
  WARNING: DiagnosticSeverity.Warning,
  SUGGESTION: DiagnosticSeverity.Hint,
};
