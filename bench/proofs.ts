/** How long a proof takes: of an ordinary statement, and of statements written to take long. */
import { type Catalog } from "../server/src/catalog/catalog.ts";
import { patternMatches, wildcardParts, wildcardPattern } from "../server/src/domains/wildcard.ts";
import { type Policy } from "../server/src/policy/policy.ts";
import { readPolicy } from "../server/src/policy/read-policy.ts";
import { openProver, type Prover } from "../server/src/proof/prove-statement.ts";
import { type FindingsRun } from "../server/src/service/index.ts";
import { readDocument } from "../server/src/service/document.ts";
import { PLACEHOLDERS } from "../server/src/hosts/placeholders.ts";
import { valueOfJson } from "../server/src/syntax/value-of-json.ts";
import { findingsBench } from "./findings.ts";
import { median, medianOf, type Measurement, processorTimeOf } from "./measure.ts";

type Statement = Readonly<Record<string, unknown>>;

/** These must be decided, or given up, in time. */
const HOSTILE_LIMIT = 100;

export function measureProofs(catalog: Catalog): Measurement[] {
  const prover = openProver({ kind: "identity", catalog, names: "lenient", facts: true });
  let count = 0;
  const prove = (statement: Statement): void => {
    const value = valueOfJson({ Version: "2012-10-17", Statement: { Sid: `S${++count}`, ...statement } }, PLACEHOLDERS);
    if (value.kind !== "object") return;
    const policy = readPolicy(value);
    for (const one of policy.statements) prover.prove(policy, one);
  };
  const pattern = wildcardPattern(wildcardParts("*a*a*a*a*b"));
  const text = "a".repeat(100_000);
  // Reads what the reference says of the services in question: the server has done that before anybody types.
  for (let run = 0; run < 100; run++)
    for (const statement of [ordinary(++count), { Effect: "Allow", Action: "*", Resource: "*" }]) prove(statement);
  return [
    {
      name: "proof of 20 actions × 5 resources × 4 conditions",
      milliseconds: median(Array.from({ length: 400 }, () => processorTimeOf(() => prove(ordinary(++count))))),
      limit: 2,
    },
    ...Object.entries(hostileStatements()).map(([name, statement]) => ({
      name: `proof of ${name}`,
      milliseconds: median(Array.from({ length: 7 }, () => processorTimeOf(() => prove(statement)))),
      limit: HOSTILE_LIMIT,
    })),
    { name: "*a*a*a*a*b against 100 kB", milliseconds: medianOf(() => patternMatches(pattern, text)), limit: 5 },
    { name: "300 hostile statements in one policy, longest proof", milliseconds: longestProof(catalog), limit: 50 },
    { name: "the same policy, longest step of all findings", milliseconds: longestFinding(catalog), limit: 250 },
  ];
}

const SERVICES = {
  s3: ["Get", "Put", "Delete"],
  sqs: ["Send", "Receive", "Delete"],
  dynamodb: ["Get", "Put", "Update", "Delete"],
};

/** Every entry of it has an effect. */
export function ordinary(number: number): Statement {
  return {
    Effect: "Allow",
    Action: [
      ...SERVICES.s3.flatMap((verb) => [`s3:${verb}Object`, `s3:${verb}ObjectTagging`]),
      ...["GetObjectAcl", "PutObjectAcl", "AbortMultipartUpload", "ListMultipartUploadParts"].map(
        (name) => `s3:${name}`,
      ),
      ...SERVICES.sqs.map((verb) => `sqs:${verb}Message`),
      ...SERVICES.dynamodb.map((verb) => `dynamodb:${verb}Item`),
      ...["dynamodb:Batch*", "dynamodb:Query", "dynamodb:Scan"],
    ],
    Resource: [
      ...["a", "b", "c"].map((bucket) => `arn:aws:s3:::${bucket}-${number}/*`),
      `arn:aws:sqs:*:111122223333:queue-${number}`,
      `arn:aws:dynamodb:*:111122223333:table/orders-${number}`,
    ],
    Condition: {
      StringEquals: { [`aws:PrincipalTag/team${number}`]: ["blue", "green"], "aws:RequestedRegion": "us-east-1" },
      StringLike: { "aws:userid": `*:job-${number}-*` },
      Bool: { "aws:SecureTransport": "true" },
    },
  };
}

/** `seed` makes other texts of the same kind. */
export function hostileStatements(seed = 0): Readonly<Record<string, Statement>> {
  const anything = { Effect: "Deny", Action: "s3:GetObject", Resource: "*" };
  const patterns = Array.from({ length: 200 }, (_, index) => hostilePattern(index * 7 + seed));
  const names = Array.from({ length: 200 }, (_, index) => `arn:aws:s3:::${hostilePattern(index * 11 + seed)}`);
  const wildcards = "*?".repeat(5_000);
  return {
    "10 kB of wildcards in Resource": { ...anything, Resource: `arn:aws:s3:::${wildcards}` },
    "10 kB of wildcards in a condition": {
      ...anything,
      Condition: {
        StringLike: { "aws:userid": `a${wildcards}b` },
        StringNotLike: { "aws:userid": [`*${wildcards}`, "*c*"] },
      },
    },
    "10 kB of wildcards in Action": { ...anything, Action: `s3:${wildcards}` },
    "a NotResource of 200 entries": { Effect: "Deny", Action: "*", NotResource: names },
    "StringLike and StringNotLike of 200 hostile patterns each": {
      ...anything,
      Condition: {
        StringLike: { "aws:userid": patterns },
        StringNotLike: { "aws:userid": names.concat(patterns.map((own) => `${own}x*`)) },
      },
    },
    "ForAllValues and ForAnyValue of 200 hostile patterns": {
      ...anything,
      Condition: {
        "ForAllValues:StringLike": { "aws:TagKeys": patterns },
        "ForAnyValue:StringNotLike": { "aws:TagKeys": patterns.map((own) => `${own}?*`) },
        "ForAnyValue:StringLike": { "aws:TagKeys": names },
      },
    },
    "200 ARN patterns against 200": {
      ...anything,
      Condition: {
        ArnLike: { "aws:PrincipalArn": patterns.map((own) => `arn:aws:iam::*:role/${own}`) },
        ArnNotLike: { "aws:PrincipalArn": patterns.map((own) => `arn:*:iam::1*:role/*${own}`) },
        StringNotLike: { "aws:PrincipalAccount": patterns.slice(0, 50) },
      },
    },
    "ten variables": {
      ...anything,
      Resource: Array.from({ length: 10 }, (_, index) => `arn:aws:s3:::*\${aws:PrincipalTag/t${index}}*/*a*`),
      Condition: {
        StringLike: { "aws:userid": Array.from({ length: 10 }, (_, index) => `*\${aws:PrincipalTag/t${index}}*`) },
        StringNotLike: { "aws:userid": ["*a*", "*b*", "?*?"] },
      },
    },
    "1,000 actions with wildcards": {
      ...anything,
      Action: Array.from({ length: 1_000 }, (_, index) => `ec2:*${String.fromCharCode(97 + (index % 26))}*${index}*`),
    },
  };
}

function hostilePattern(number: number): string {
  const letters = "abcdab";
  return Array.from({ length: 8 }, (_, at) => letters.charAt((number >> at) % 6)).join("*") + "?".repeat(number % 5);
}

/** Two megabytes of statements, none of them twice. */
function hostileText(): string {
  const statements = Array.from({ length: 38 }, (_, index) => Object.values(hostileStatements(index + 1)).slice(0, 8));
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.flat().slice(0, 300) });
}

function longestProof(catalog: Catalog): number {
  return longestStep(() => {
    const source = { path: "policy.json", languageId: "json", text: hostileText() };
    const [found] = readDocument(source, undefined).policies;
    if (found === undefined) throw new Error("the benchmark's own policy was not recognised");
    const { policy, kind } = found;
    return proveEach(openProver({ kind: kind.kind, catalog, names: "lenient", facts: true }), policy);
  });
}

function* proveEach(prover: Prover, policy: Policy): Generator<void> {
  for (const statement of policy.statements) {
    prover.prove(policy, statement);
    yield;
  }
}

function longestFinding(catalog: Catalog): number {
  return longestStep(() => stepsOf(findingsBench(catalog).start(hostileText())));
}

function* stepsOf(run: FindingsRun): Generator<void> {
  while (run.step() === "more") yield;
}

/** Of three runs the least that each step took: once in a while the collector of garbage comes in between. */
function longestStep(start: () => Iterator<unknown>): number {
  const runs = Array.from({ length: 3 }, () => timesOfSteps(start()));
  const least = (runs[0] ?? []).map((_, step) => Math.min(...runs.map((times) => times[step] ?? Infinity)));
  return Math.max(...least);
}

function timesOfSteps(steps: Iterator<unknown>): readonly number[] {
  const times: number[] = [];
  for (;;) {
    const step = { done: false };
    times.push(processorTimeOf(() => Object.assign(step, { done: steps.next().done })));
    if (step.done) return times;
  }
}
