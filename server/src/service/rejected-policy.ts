/** A policy that AWS rejected → the findings here that say why. */
import { append } from "../domains/append.ts";
import { type NextStep } from "../denial/next-step.ts";
import { type PolicyRejection, type RejectionRule } from "../message/policy-rejection.ts";
import { type Statement } from "../policy/policy.ts";
import { type SourceText } from "../hosts/host.ts";
import { createLineIndex } from "../text/line-index.ts";
import { EMPTY_CONFIG } from "../workspace/config.ts";
import { type WorkspacePolicies } from "../workspace/workspace.ts";
import { configure } from "./configuration.ts";
import { type CheckSources, startFindings } from "./diagnostics.ts";
import { SYNTAX_CODE } from "./text-findings.ts";
import { readDocument } from "./document.ts";
import { type ExplainedDenial } from "./explain-denial.ts";

/** The checks that find what breaks the rule; undefined where any error may be the reason. */
export const CHECKS_OF_RULES: Readonly<Record<RejectionRule, readonly string[] | undefined>> = {
  principal: [
    "invalid-principal",
    "deleted-principal",
    "role-without-path",
    "unknown-service-principal",
    "federated-principal",
    "missing-principal",
  ],
  "action-and-resource": ["bucket-policy-mismatch", "resource-not-of-action", "dead-entry", "no-combination"],
  "condition-and-action": [
    "bucket-policy-mismatch",
    "key-of-another-action",
    "key-not-in-request",
    "dead-entry",
    "no-combination",
  ],
  resource: [
    "bucket-policy-mismatch",
    "misspelled-arn",
    "resource-not-of-action",
    "resource-of-another",
    "invalid-arn",
    "resource-matches-nothing",
    "dead-entry",
  ],
  action: [
    "bucket-policy-mismatch",
    "action-out-of-scope",
    "unknown-action",
    "malformed-action",
    "action-matches-nothing",
    "action-without-service",
    "mismatched-action",
  ],
  "action-of-service": [
    "action-out-of-scope",
    "mismatched-action",
    "resource-not-of-action",
    "dead-entry",
    "unknown-action",
  ],
  "key-locked": ["key-policy-lockout", "key-policy-excludes"],
  "legacy-parsing": undefined,
  "prohibited-field": ["unsupported-element", "unknown-element", "rcp-principal"],
  "missing-field": [
    "missing-effect",
    "missing-action",
    "missing-resource",
    "missing-principal",
    "missing-statement",
    "empty-list",
    "bare-statement",
    "nested-policy",
  ],
  "resource-format": ["invalid-arn", "misspelled-arn", "resource-matches-nothing", "wrong-type"],
  "region-in-arn": ["invalid-arn", "resource-not-of-action", "resource-matches-nothing"],
  "vendor-prefix": ["action-without-service", "malformed-action", "unknown-condition-key"],
  sid: ["invalid-sid", "duplicate-sid"],
  version: ["managed-policy-version", "invalid-version", "organization-policy-version", "missing-version"],
  "trust-action": ["trust-policy-action", "unknown-action", "mismatched-action", "kind-mismatch"],
  "trust-policy": [
    "service-needs-actions",
    "trust-policy-action",
    "mismatched-action",
    "invalid-principal",
    "unknown-service-principal",
    "kind-mismatch",
  ],
  syntax: [
    SYNTAX_CODE,
    "unknown-element",
    "wrong-type",
    "duplicate-element",
    "invalid-character",
    "missing-statement",
    "bare-statement",
    "nested-policy",
    "terraform-condition",
    "invalid-principal",
  ],
  size: ["policy-size"],
  "queue-policy": [
    "action-out-of-scope",
    "invalid-principal",
    "deleted-principal",
    "unknown-service-principal",
    "missing-resource",
    "invalid-arn",
    "misspelled-arn",
  ],
  "repository-policy": [
    "action-out-of-scope",
    "unsupported-element",
    "missing-principal",
    "invalid-principal",
    "mismatched-action",
    "deleted-principal",
  ],
  "api-policy": [
    "invalid-principal",
    "unknown-service-principal",
    "deleted-principal",
    "wrong-type",
    "nested-policy",
    "missing-principal",
    SYNTAX_CODE,
  ],
  "topic-policy": [
    "action-out-of-scope",
    "unknown-element",
    "invalid-principal",
    "unknown-service-principal",
    "deleted-principal",
    "missing-principal",
    "duplicate-sid",
    "wrong-type",
  ],
  "domain-policy": [
    "unsupported-condition-key",
    "invalid-principal",
    "deleted-principal",
    "still-to-fill-in",
    "invalid-arn",
    SYNTAX_CODE,
  ],
  "log-policy": ["invalid-principal", "unknown-service-principal", "deleted-principal", "missing-principal"],
  "vault-policy": ["action-out-of-scope", "policy-lockout"],
  "registry-policy": ["missing-resource", "invalid-arn", "misspelled-arn", "mismatched-action", "invalid-principal"],
  "device-policy": undefined,
  "organization-policy": [
    "unsupported-element",
    "unknown-element",
    "organization-policy-version",
    "kind-mismatch",
    "rcp-allow",
    "rcp-principal",
    "rcp-all-actions",
    "rcp-unsupported-service",
    "missing-resource",
    SYNTAX_CODE,
  ],
  "queue-quota": ["queue-policy-quota"],
  effect: ["invalid-effect", "missing-effect"],
  condition: ["unknown-operator", "unknown-condition-key", "wrong-type", "terraform-condition"],
  vendor: ["unknown-service", "invalid-arn", "malformed-action"],
  characters: ["invalid-character"],
  "document-type": [],
  unsaid: undefined,
};

/** More would bury the first. */
const MOST_FINDINGS = 5;
/** Files that are looked at; in those that hold what the message names, first. */
const MOST_FILES = 200;

/** The explanation of a rejected policy with the findings here that may be the reason; any other as it is. */
export function* withFindings(
  explained: ExplainedDenial,
  workspace: WorkspacePolicies,
  sources: CheckSources,
): Generator<undefined, ExplainedDenial> {
  const { rejection } = explained.denial;
  if (rejection === undefined) return explained;
  const next = [...(yield* findRejected(rejection, workspace, sources)), ...explained.next];
  return { ...explained, next, explanations: explained.explanations.map((one) => ({ ...one, next })) };
}

/** A step for each finding that may be the reason, the likeliest first, or for the places of what AWS names. */
function* findRejected(
  { rule, named }: PolicyRejection,
  workspace: WorkspacePolicies,
  sources: CheckSources,
): Generator<undefined, readonly NextStep[]> {
  const holds = (text: string): boolean => named !== null && text.includes(named);
  const files = [...workspace.texts].sort(([, a], [, b]) => Number(holds(b)) - Number(holds(a))).slice(0, MOST_FILES);
  const found: Reason[] = [];
  for (const [path, text] of files) {
    append(found, yield* reasonsIn({ path, text, languageId: undefined }, { rule, holds }, workspace, sources));
    if (found.filter(({ weight }) => weight >= SURE).length >= MOST_FINDINGS) break;
  }
  const steps = found.sort((a, b) => b.weight - a.weight).map(({ step }) => step);
  const places = found.some(({ isNamed }) => isNamed)
    ? []
    : [
        ...files.flatMap((file) => placeOf(named, file)),
        ...(rule === "prohibited-field"
          ? [...resourcesOfTrust(named, workspace), ...principalsBeside(named, workspace)]
          : []),
      ];
  return [...places, ...steps].slice(0, MOST_FINDINGS);
}

interface Reason {
  readonly step: NextStep;
  readonly weight: number;
  /** It is about what AWS names. */
  readonly isNamed: boolean;
}

function* reasonsIn(
  source: SourceText,
  { rule, holds }: { readonly rule: RejectionRule; readonly holds: (text: string) => boolean },
  { config }: WorkspacePolicies,
  sources: CheckSources,
): Generator<undefined, readonly Reason[]> {
  const codes = CHECKS_OF_RULES[rule];
  if (codes?.length === 0) return [];
  // A finding that somebody accepted or turned off may be the reason all the same.
  const stated = { ...config, severity: EMPTY_CONFIG.severity, suppress: [] };
  const configuration = configure({ config: stated, severities: new Map(), today: "" });
  const document = readDocument(source, configuration.kindOf(source.path));
  const run = startFindings(document, { configuration, workspace: undefined, reportSyntax: true }, sources);
  while (run.step() === "more") yield;
  const lines = createLineIndex(source.text);
  return run.found
    .filter(({ code, severity }) => codes?.includes(code) ?? (severity === "error" || code === KIND_MISMATCH))
    .map(({ code, message, severity, span: { start, end } }) => {
      const isNamed = holds(source.text.slice(start, end));
      const { line } = lines.placeAt(start);
      return {
        step: { step: "look-at-finding", file: source.path, line, code, message, commands: [] },
        weight: (severity === "error" ? SURE : severity === "warning" ? 1 : 0) + (isNamed ? SURE : 0),
        isNamed,
      };
    });
}

/** Where the file has the ARN that AWS names; a field's name is everywhere. */
function placeOf(named: string | null, [file, text]: readonly [path: string, text: string]): readonly NextStep[] {
  const at = named?.includes(":") === true ? text.indexOf(named) : -1;
  if (named === null || at < 0) return [];
  const { line } = createLineIndex(text).placeAt(at);
  return [{ step: "look-at-text", file, line, text: named, commands: [] }];
}

/** A policy whose statements only let somebody assume a role is a trust policy, which has no Resource. */
function resourcesOfTrust(named: string | null, { policies, texts }: WorkspacePolicies): readonly NextStep[] {
  if (named?.toLowerCase() !== "resource") return [];
  return policies.flatMap(({ path, policy }) => {
    const at = policy.statements.every(isTrust)
      ? policy.statements.find(({ resource }) => resource !== undefined)?.resource?.keySpan
      : undefined;
    if (at === undefined) return [];
    const { line } = createLineIndex(texts.get(path) ?? "").placeAt(at.start);
    return [{ step: "look-at-text", file: path, line, text: named, commands: [] }];
  });
}

/** Where only some statements have a Principal, they are what does not belong there. */
function principalsBeside(named: string | null, { policies, texts }: WorkspacePolicies): readonly NextStep[] {
  if (named?.toLowerCase() !== "principal") return [];
  return policies.flatMap(({ path, policy }) => {
    const found = policy.statements.flatMap(({ principal, notPrincipal }) => principal ?? notPrincipal ?? []);
    const [first] = found;
    if (first === undefined || found.length === policy.statements.length) return [];
    const { line } = createLineIndex(texts.get(path) ?? "").placeAt(first.keySpan.start);
    return [{ step: "look-at-text", file: path, line, text: "Principal", commands: [] }];
  });
}

function isTrust({ principal, action }: Statement): boolean {
  return principal !== undefined && action?.entries.every(({ text }) => /^sts:/i.test(text)) === true;
}

const SURE = 2;
/** A name that says another kind than the content is no error of ours, and AWS rejects the policy for it. */
const KIND_MISMATCH = "kind-mismatch";
