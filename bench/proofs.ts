/** How long a proof takes: of an ordinary statement, and of statements written to take long. */
import { type Catalog } from "../server/src/catalog/catalog.ts";
import { patternMatches, wildcardParts, wildcardPattern } from "../server/src/domains/wildcard.ts";
import { readPolicy } from "../server/src/policy/read-policy.ts";
import { openProver } from "../server/src/proof/prove-statement.ts";
import { findDiagnostics } from "../server/src/service/diagnostics.ts";
import { readDocument } from "../server/src/service/document.ts";
import { valueOfJson } from "../server/src/syntax/value-of-json.ts";
import { medianOf, type Measurement } from "./measure.ts";

type Statement = Readonly<Record<string, unknown>>;

/** More than twice what a proof may take: these must give up in time. */
const HOSTILE_LIMIT = 100;

export function measureProofs(catalog: Catalog): Measurement[] {
  const prover = openProver({ kind: "identity", catalog, names: "lenient", facts: true });
  let count = 0;
  const prove = (statement: Statement): void => {
    const value = valueOfJson({ Version: "2012-10-17", Statement: { Sid: `S${++count}`, ...statement } });
    if (value.kind !== "object") return;
    const policy = readPolicy(value);
    for (const one of policy.statements) prover.prove(policy, one);
  };
  const pattern = wildcardPattern(wildcardParts("*a*a*a*a*b"));
  const text = "a".repeat(100_000);
  return [
    {
      name: "proof of 20 actions × 5 resources × 4 conditions",
      milliseconds: medianOf(() => prove(ordinary(++count))),
      limit: 2,
    },
    ...Object.entries(hostileStatements()).map(([name, statement]) => ({
      name: `proof of ${name}`,
      milliseconds: slowestOf(() => prove(statement)),
      limit: HOSTILE_LIMIT,
    })),
    { name: "*a*a*a*a*b against 100 kB", milliseconds: medianOf(() => patternMatches(pattern, text)), limit: 5 },
    { name: "300 hostile statements in one policy, the longest step", milliseconds: longestStep(catalog), limit: 100 },
  ];
}

/** Of a few runs, because it is the worst that matters. */
function slowestOf(work: () => void): number {
  let slowest = 0;
  for (let run = 0; run < 5; run++) {
    const started = performance.now();
    work();
    slowest = Math.max(slowest, performance.now() - started);
  }
  return slowest;
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

function longestStep(catalog: Catalog): number {
  const statements = Array.from({ length: 38 }, (_, index) => Object.values(hostileStatements(index + 1)).slice(0, 8))
    .flat()
    .slice(0, 300);
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const document = readDocument({ path: "policy.json", languageId: "json", text }, undefined);
  const options = {
    catalog,
    severities: new Map(),
    checks: "all" as const,
    reportSyntax: false,
    onCheckFailure: (code: string, error: unknown) => {
      throw new Error(`check ${code} failed`, { cause: error });
    },
  };
  let longest = 0;
  let started = 0;
  const steps = findDiagnostics(document, options);
  let done = false;
  while (!done) {
    started = performance.now();
    done = steps.next().done === true;
    longest = Math.max(longest, performance.now() - started);
  }
  return longest;
}
