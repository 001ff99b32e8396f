/**
 * Policies with their findings drawn below the lines they are about, as a reader sees them in the editor:
 *
 *     "Action": "GetObject",
 *                ^^^^^^^^^ action-without-service: 'GetObject' names no service, so it matches no action
 *
 * A line of blanks, carets and a code does not occur in policies, so nothing needs escaping.
 */
import assert from "node:assert/strict";
import { type Catalog } from "../../server/src/catalog/catalog.ts";
import { type Check, type PolicyUnderCheck, type ReportedFinding } from "../../server/src/checks/check.ts";
import { type Fix } from "../../server/src/checks/fix.ts";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { type CheckMemory, openCheckMemory } from "../../server/src/checks/memory.ts";
import { runTheseChecks } from "../../server/src/checks/run-checks.ts";
import { NO_SURROUNDINGS, type Surroundings } from "../../server/src/checks/surroundings.ts";
import { type KindReading } from "../../server/src/policy/kinds.ts";
import { type PolicyKind } from "../../server/src/policy/policy.ts";
import { templateValue } from "../../server/src/hosts/template-value.ts";
import { readPolicy } from "../../server/src/policy/read-policy.ts";
import { objectWithFunctions } from "../../server/src/hosts/cloudformation/functions.ts";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { jsonWriter } from "../../server/src/syntax/json-writer.ts";
import { readJson } from "../../server/src/syntax/json.ts";
import { policyOfStatements } from "../../server/src/hosts/statement-list.ts";
import { readYaml } from "../../server/src/syntax/yaml.ts";
import { type HoleReading, type ObjectValue } from "../../server/src/syntax/value.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { miniCatalog } from "./mini-catalog.ts";

export interface Reading {
  /** Without it the kind is not known. */
  readonly kind?: PolicyKind;
  readonly basis?: KindReading["basis"];
  /** What a file's name says of whose policy it is. */
  readonly holder?: KindReading["holder"];
  /** The kind that the file's name says; the other is then what its content looks like. */
  readonly named?: KindReading["named"];
  /** The ARN of the resource whose policy it is; without it, nobody knows. */
  readonly resource?: string;
  /** The same of the resources that the file makes it for. */
  readonly declaredResources?: readonly string[];
  readonly folderOfRole?: string;
  /** Other documents are put together with it into one policy. */
  readonly isPart?: boolean;
  /** The characters of the other inline policies of its holder. */
  readonly inlineBeside?: number;
  /** The Sids of those documents. */
  readonly takenSids?: readonly string[];
  /** The file is the policy, and nothing is known to put values into its text. */
  readonly isPlain?: boolean;
  /** It stands among other things in its file. */
  readonly isItem?: boolean;
  /** Placeholders that stand for what a resource is called, as a reference in a template may. */
  readonly ownNames?: readonly string[];
  /** Without it, the mini catalog. */
  readonly catalog?: Catalog;
  /** Without them nothing is known of other policies. */
  readonly surroundings?: Surroundings;
  /** Without them all checks run. */
  readonly checks?: readonly Check[];
}

const MINI_CATALOG = miniCatalog();

/** Fails unless the checks say exactly what is drawn. */
export function assertPicture(annotated: string, reading: Reading): void {
  const source = withoutFindings(annotated);
  assert.equal(drawFindings(source, findingsIn(source, reading)), annotated);
}

export function findingsIn(source: string, reading: Reading): readonly ReportedFinding[] {
  return findingsAbout(subjectOf(source, reading), reading.checks ?? ALL_CHECKS);
}

/** Fails if a check throws. */
export function findingsAbout(subject: PolicyUnderCheck, checks: readonly Check[]): readonly ReportedFinding[] {
  return runTheseChecks(checks, subject, {
    severities: new Map(),
    onCheckFailure: (code, error) => assert.fail(`${code} threw ${String(error)}`),
  });
}

/** Of JSON, or of YAML where the text begins with a key. */
export function subjectOf(source: string, reading: Reading): PolicyUnderCheck {
  if (/^\s*[A-Z]/.test(source)) return subjectOfYaml(source, reading);
  const { root, problems } = readJson(source, withOwnNames(reading.ownNames ?? []));
  const broken = problems.length > 0;
  if (root?.kind === "array") {
    const keySpan = { start: root.span.start, end: root.span.start + 1 };
    return subjectFrom(policyOfStatements({ value: root, span: root.span, keySpan }), broken, reading);
  }
  assert.equal(root?.kind, "object", "the text is not a JSON object");
  const subject = subjectFrom(root, broken, reading);
  // Others change the tree and leave the text as it was, by which what was found before would be known again.
  return reading.isPlain === true ? { ...subject, source } : subject;
}

function subjectOfYaml(source: string, reading: Reading): PolicyUnderCheck {
  const { roots, problems } = readYaml(source);
  const root = roots[0] && templateValue(roots[0], source);
  assert.equal(root?.kind, "object", "the text is not a YAML mapping");
  return subjectFrom(root, problems.length > 0, reading);
}

function withOwnNames(names: readonly string[]): HoleReading {
  return {
    ...PLACEHOLDERS,
    holesIn: (text) =>
      PLACEHOLDERS.holesIn(text).map((hole) =>
        names.includes(text.slice(hole.start, hole.end)) ? { ...hole, isOwnName: true } : hole,
      ),
  };
}

export function subjectFrom(root: ObjectValue, broken: boolean, reading: Reading): PolicyUnderCheck {
  const kind = reading.kind ?? "unknown";
  const catalog = reading.catalog ?? MINI_CATALOG;
  return {
    policy: readPolicy(objectWithFunctions(root)),
    kind: {
      kind,
      basis: reading.basis ?? (kind === "unknown" || reading.named !== undefined ? "content" : "stated"),
      ...(reading.named === undefined ? {} : { named: reading.named }),
      ...(reading.holder === undefined ? {} : { holder: reading.holder }),
    },
    catalog,
    memory: memoryFor(catalog),
    broken,
    surroundings: reading.surroundings ?? NO_SURROUNDINGS,
    ...(reading.resource === undefined ? {} : { resource: reading.resource }),
    ...(reading.folderOfRole === undefined ? {} : { folderOfRole: reading.folderOfRole }),
    ...(reading.isPlain === undefined ? {} : { isPlain: reading.isPlain }),
    ...(reading.isItem === undefined ? {} : { isItem: reading.isItem }),
    ...(reading.isPart === undefined ? {} : { isPart: reading.isPart }),
    ...(reading.inlineBeside === undefined ? {} : { inlineBeside: reading.inlineBeside }),
    ...(reading.takenSids === undefined ? {} : { takenSids: reading.takenSids }),
    ...(reading.declaredResources === undefined ? {} : { declaredResources: reading.declaredResources }),
  };
}

const MEMORIES = new WeakMap<Catalog, CheckMemory>();

/** One for all tests with the same catalog, as a server has one for all its documents. */
export function memoryFor(catalog: Catalog): CheckMemory {
  const memory = MEMORIES.get(catalog) ?? openCheckMemory(catalog, 2_000);
  MEMORIES.set(catalog, memory);
  return memory;
}

export function withoutFindings(annotated: string): string {
  return annotated
    .split("\n")
    .filter((line) => !FINDING_LINE.test(line))
    .join("\n");
}

export function drawFindings(source: string, findings: readonly ReportedFinding[]): string {
  let lineStart = 0;
  return source
    .split("\n")
    .flatMap((line) => {
      const start = lineStart;
      lineStart += line.length + 1;
      const here = findings.filter(({ span }) => start <= span.start && span.start < lineStart);
      return [line, ...here.map((finding) => drawn(finding, start, line.length))];
    })
    .join("\n");
}

/** The text after the first fix with that title. */
export function afterFix(source: string, title: string, reading: Reading): string {
  const subject = subjectOf(source, reading);
  const fixes = findingsAbout(subject, reading.checks ?? ALL_CHECKS).flatMap((finding) => finding.fixes?.() ?? []);
  const fix = fixes.find((one) => titleOf(one) === title);
  assert.ok(fix, `no fix is called "${title}"; there are: ${fixes.map(titleOf).join(", ") || "none"}`);
  const edits = jsonWriter(source, subject.policy.object).edits(fix.changes);
  assert.ok(edits, `"${title}" cannot be written`);
  return applyEdits(source, edits);
}

export function titleOf({ title }: Fix): string {
  return phraseToMessage(title);
}

/** A finding that goes on over the end of its line is drawn to that end. */
function drawn({ span, code, message }: ReportedFinding, lineStart: number, lineLength: number): string {
  const column = span.start - lineStart;
  const length = Math.min(span.end - lineStart, lineLength) - column;
  return `${" ".repeat(column)}${"^".repeat(Math.max(1, length))} ${code}: ${phraseToMessage(message)}`;
}

const FINDING_LINE = /^ *\^+ [a-z0-9-]+: /;
