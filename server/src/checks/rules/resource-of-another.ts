import { Effort } from "../../domains/effort.ts";
import { commonText } from "../../domains/shape-search.ts";
import { ANYTHING, literalShape, NO_COLON, run, type TextShape } from "../../domains/text-shape.ts";
import { arnField, readArn } from "../../policy/arn.ts";
import { replaceText } from "../../policy/changes.ts";
import { isSettled, type Policy, type Scalar, type Statement } from "../../policy/policy.ts";
import { deployedExample, shapeOf } from "../../policy/shape.ts";
import { patternOf } from "../../syntax/filled-text.ts";
import { textSetOf } from "../../proof/solving/text-sets.ts";
import { type Check, type Finding } from "../check.ts";
import { owningService } from "../owning-service.ts";
import { textSpan } from "../spans.ts";
import { type Message, messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  foreign: (own: string, resource: string) =>
    say`This is the policy of ${name(own)}, so ${name(resource)} matches nothing in it. Name the resource that the policy belongs to.`,
  notTheKey: (resource: string) =>
    say`In a key policy ${name("*")} stands for the key, and ${name(resource)} is of another service, so it matches nothing. Write ${name("*")}.`,
  several: (one: string, other: string) =>
    say`A bucket policy is about one bucket, and this one names ${name(one)} and ${name(other)}, so S3 rejects it. Write a policy for each bucket.`,
  severalKept: (owner: string, one: string, other: string) =>
    say`A policy of a ${owner} is about that ${owner} alone, and this one names ${name(one)} and ${name(other)}. In the policy of either, what is about the other matches nothing. Write a policy for each ${owner}.`,
  rejected: (own: string, resource: string) =>
    say`This is the policy of ${name(own)}, and S3 rejects a bucket policy that names something else, as ${name(resource)} does. Name the bucket that the policy belongs to.`,
});

export const resourceOfAnother: Check = {
  code: "resource-of-another",
  severity: "error",
  summary: "A resource-based policy names a resource other than its own.",
  messages: MESSAGES,
  perStatement: true,
  /** Which of them is the policy's own is not known. */
  *findAround(subject) {
    const owner = owningService(subject) ?? "";
    const wholeName = WHOLE_NAMES.get(owner);
    const isOwnKnown = subject.resource !== undefined || (subject.declaredResources ?? []).length > 0;
    if (wholeName === undefined || isOwnKnown) return;
    const named = subject.policy.statements
      .flatMap(({ resource, certain }) => (certain ? (resource?.entries ?? []) : []))
      .flatMap((entry) => {
        const text = owner === "s3" ? deployedExample(entry)?.text : isSettled(entry) ? entry.text : undefined;
        const own = text !== undefined && entry.certain ? wholeName.exec(text)?.[1] : undefined;
        return own === undefined ? [] : [{ entry, own }];
      });
    const [first] = named;
    const other = named.find(({ own }) => own !== first?.own);
    if (first === undefined || other === undefined) return;
    const span = textSpan(other.entry);
    // Somebody may keep one text for several topics: what is about the others does nothing, and no harm.
    if (owner === "s3") yield { span, ...MESSAGES.several(first.own, other.own) };
    else yield { span, ...MESSAGES.severalKept(OWNERS.get(owner) ?? "", first.own, other.own), severity: "info" };
  },
  *find(subject) {
    const { policy, kind, resource, declaredResources = [] } = subject;
    if (kind.kind !== "resource") return;
    const arns = resource === undefined ? declaredResources : [resource];
    if (arns.length === 0 && owningService(subject) === "kms") yield* ofOtherServices(policy);
    const shapes = arns.map((arn) => shapesOf(arn, resource === undefined));
    const [first] = arns;
    const own = shapes.flatMap((one) => one ?? []);
    if (first === undefined || shapes.includes(undefined)) return;
    for (const statement of policy.statements) {
      const entries = statement.resource?.entries ?? [];
      const foreign = entries.filter((entry) => isForeign(entry, own));
      const isDead = foreign.length === entries.length && isWhole(statement);
      for (const entry of foreign) {
        yield {
          span: textSpan(entry),
          ...messageOf(first, entry.text),
          ...(isDead ? { fades: statement.span } : { unnecessary: true }),
        };
      }
    }
  },
};

/** Source: "Key policies in AWS KMS", Resource. */
function* ofOtherServices({ statements }: Policy): Generator<Finding> {
  for (const { resource } of statements) {
    for (const entry of resource?.entries ?? []) {
      const service = SERVICE_OF_ARN.exec(shapeOf(entry))?.[1];
      if (service === undefined || service === "kms") continue;
      yield {
        span: textSpan(entry),
        ...MESSAGES.notTheKey(entry.text),
        severity: "warning",
        fixes: () => [{ title: say`Replace with ${name("*")}`, changes: replaceText(entry, "*") }],
      };
    }
  }
}

const SERVICE_OF_ARN = /^arn:[^:]+:([a-z0-9-]+):/;

/** The resources that have a policy each, where they are named in full. */
const WHOLE_NAMES: ReadonlyMap<string, RegExp> = new Map([
  ["s3", /^arn:aws[a-z-]*:s3:::([a-z0-9][a-z0-9.-]+)(?:\/|$)/],
  ["sns", /^(arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w.-]+)$/],
  ["sqs", /^(arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[\w.-]+)$/],
]);

const OWNERS: ReadonlyMap<string, string> = new Map([
  ["sns", "topic"],
  ["sqs", "queue"],
]);

function messageOf(own: string, resource: string): Message {
  const shown = own.replace(/^arn:\*:/, "arn:aws:");
  return readArn(own)?.service === "s3" ? MESSAGES.rejected(shown, resource) : MESSAGES.foreign(shown, resource);
}

/** What the resource's policy may name: the resource, and what lies in it (objects, versions, indexes). */
function shapesOf(resource: string, isPattern: boolean): readonly TextShape[] | undefined {
  const arn = readArn(resource);
  if (arn === undefined || !OWN_RESOURCE_ONLY.has(arn.service)) return undefined;
  if (!isPattern && /[*?]/.test(resource)) return undefined;
  const own = isPattern ? patternShape(resource) : literalShape(resource);
  return [own, ...["/", ":"].map((separator) => [...own, ...literalShape(separator), run(ANYTHING)])];
}

/** What is not settled in one of the first fields of the ARN stays within it. */
function patternShape(pattern: string): TextShape {
  return pattern.split(":").flatMap((field, index) => [
    ...(index === 0 ? [] : literalShape(":")),
    ...field.split("*").flatMap((part, star) => {
      const open = star === 0 ? [] : [run(index < RESOURCE_FIELD ? NO_COLON : ANYTHING)];
      return [...open, ...literalShape(part)];
    }),
  ]);
}

const RESOURCE_FIELD = 5;

/** Services whose guides say that the policy's Resource is the resource itself. */
const OWN_RESOURCE_ONLY: ReadonlySet<string> = new Set([
  "dynamodb",
  "kms",
  "lambda",
  "s3",
  "secretsmanager",
  "sns",
  "sqs",
]);

/** Variables stand for any text; what is no ARN may be a short form of the service's own. */
function isForeign(entry: Scalar, own: readonly TextShape[]): boolean {
  // Of an ARN within an ARN `invalid-arn` says more.
  if (!entry.text.startsWith("arn:") || arnField(entry.text, "resource")?.startsWith("arn:") === true) return false;
  if (!isSettled(entry)) {
    return namesOne(entry) && own.every((shape) => isApart(patternShape(patternOf(entry)), shape));
  }
  if (entry.text.includes("${")) return false;
  const set = textSetOf(entry, { variables: "no", wildcards: true, caseless: false }, new Map());
  return set !== undefined && own.every((shape) => isApart(set.shape, shape));
}

function isApart(one: TextShape, other: TextShape): boolean {
  return commonText(one, other, new Effort(EFFORT)).state === "none";
}

/** Where it is deployed is open, and what it is called is not. A `*` in the name is one of the pattern's, too. */
function namesOne(entry: Scalar): boolean {
  const shape = shapeOf(entry);
  const before = shape.split(":", RESOURCE_FIELD).join(":");
  const isWritten = !/[*?]/.test(before) && !/\?|\$\{/.test(shape);
  return entry.certain && entry.holes.every(({ stands }) => stands !== undefined) && isWritten;
}

const EFFORT = 50_000;

function isWhole({ resource }: Statement): boolean {
  return resource?.open === false && resource.misplaced.length === 0;
}
