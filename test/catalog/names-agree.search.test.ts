/**
 * What lint, hover, `describe`, `satisfiable` and `evaluate` say of a name is the same, whoever is asked: of the names of
 * every other service in a whole search, of a part of them in `npm test` of this file.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Attestations } from "../../scripts/catalog-form.mjs";
import { evaluate } from "../../server/src/evaluation/evaluate.ts";
import { describeName } from "../../server/src/service/describe.ts";
import { readEvaluationRow } from "../../server/src/service/evaluation-row.ts";
import { proveRow } from "../../server/src/service/prove.ts";
import { describeActionEntry } from "../../server/src/wording/action.ts";
import { describeKey } from "../../server/src/wording/key.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { describeArn, typesOfArn } from "../../server/src/wording/resource.ts";
import { toPlainText } from "../../server/src/wording/plain-text.ts";
import { findingsIn } from "../support/annotated.ts";
import { fewOf, lengthOf } from "../support/searching.ts";
import { realCatalog, REPOSITORY } from "./real-catalog.ts";

const CATALOG = realCatalog();
const OVERLAY = JSON.parse(
  readFileSync(join(REPOSITORY, "server", "data", "reference-overlay.json"), "utf8"),
) as Attestations;

/** Every so many names of a list. */
function every<Item>(step: number, items: readonly Item[]): readonly Item[] {
  return items.filter((_, index) => index % step === 0);
}

const PREFIXES = fewOf(every(2, CATALOG.servicePrefixes), 2);
const KNOWN = PREFIXES.flatMap((prefix) => every(60, CATALOG.service(prefix)?.actionNames ?? []).map(named(prefix)));
/** Names of the next service, which most services do not have. */
const OF_OTHERS = PREFIXES.flatMap((prefix, index) =>
  every(80, CATALOG.service(PREFIXES[index + 1] ?? "s3")?.actionNames ?? []).map(named(prefix)),
);
const OPERATIONS = [
  ...["s3:HeadObject", "s3:HeadBucket", "s3:ListObjectsV2", "s3:CopyObject", "s3:ListBuckets", "s3:DeleteObjects"],
  ...["kms:ReEncrypt", "lambda:Invoke", "dynamodb:TransactWriteItems", "dynamodb:TransactGetItems"],
  ...["sqs:SendMessageBatch", "bedrock:Converse", "budgets:CreateBudget", "cassandra:CreateTable"],
];
const ACTIONS = [
  ...[...KNOWN, ...OF_OTHERS, ...OPERATIONS],
  ...fewOf(
    OVERLAY.actions.map(({ name }) => name),
    0,
  ),
].filter((name) => !name.includes("*"));

function named(prefix: string): (name: string) => string {
  return (name) => `${prefix}:${name}`;
}

const NOT_LISTED = /is not in AWS's service reference|no longer/;

/** Undefined where they agree. */
function differenceOfAction(name: string): string | undefined {
  const statement = { Effect: "Allow", Action: name, Resource: "*" };
  const accused = findingsIn(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), {
    kind: "identity",
    catalog: CATALOG,
  }).find(({ code }) => code === "unknown-action" || code === "unknown-service" || code === "retired-service");
  const described = describeName("action", name, CATALOG);
  const hover = toPlainText(describeActionEntry(name, "Action", CATALOG));
  if (described.known && described.facts["kind"] === "operation") {
    const permissions = described.facts["permissions"] as readonly string[];
    const told = accused === undefined ? "" : phraseToMessage(accused.message);
    return permissions.every((one) => told.includes(one) && hover.includes(one)) ? undefined : `${name}: ${told}`;
  }
  if (described.known !== (accused === undefined)) return `${name}: lint says ${accused?.code ?? "nothing"}`;
  return NOT_LISTED.test(hover) === described.known ? `${name}: ${hover}` : undefined;
}

test("of the names of at least 500 actions, or a part of them", () => {
  assert.ok(ACTIONS.length >= lengthOf(500), `${ACTIONS.length} names`);
  assert.deepEqual(
    ACTIONS.flatMap((name) => differenceOfAction(name) ?? []),
    [],
  );
});

const PROVERS: Parameters<typeof proveRow>[2] = new Map();

test("no statement is called impossible because of a name that evaluation matches", () => {
  const differences = ACTIONS.flatMap((name) => {
    const statement = { Effect: "Allow", Action: name, Resource: "*" };
    const { verdict } = proveRow({ statement }, () => CATALOG, PROVERS).proof;
    const { request, policies } = readEvaluationRow({
      request: {
        principal: "arn:aws:iam::111122223333:user/ada",
        action: name,
        resource: { arn: "*", accountId: "111122223333" },
      },
      identityPolicies: [{ name: "p", policy: { Version: "2012-10-17", Statement: [statement] } }],
    });
    const { decision } = evaluate(request, policies);
    return verdict === "never" || decision !== "Allowed" ? [`${name}: ${verdict}, ${decision}`] : [];
  });
  assert.deepEqual(differences, []);
});

const KEYS = [
  ...fewOf(every(12, CATALOG.globalKeys), 0).map(({ name }) => name),
  ...every(4, PREFIXES).flatMap((prefix) =>
    every(9, CATALOG.service(prefix)?.conditionKeys ?? []).map(({ name }) => name),
  ),
  ...fewOf(
    OVERLAY.keys.map(({ name }) => name),
    0,
  ),
  ...["aws:Nothing", "s3:nothing", "nosuch:key", "ec2:Instancetypes", "sqs:Queue"],
].map((name) => name.replace(/\$\{[^}]*\}/g, "team"));

describe("the same of condition keys", () => {
  test("whether AWS documents them", () => {
    const differences = [...new Set(KEYS)].flatMap((name) => {
      const condition = { StringEquals: { [name]: "x" } };
      const statement = { Effect: "Allow", Action: "*", Resource: "*", Condition: condition };
      const accused = findingsIn(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), {
        kind: "identity",
        catalog: CATALOG,
      }).some(({ code }) => code === "unknown-condition-key");
      const { known } = describeName("key", name, CATALOG);
      const hover = toPlainText(describeKey(name, CATALOG, undefined));
      return known === accused || NOT_LISTED.test(hover) === known ? [`${name}: ${accused} ${known} ${hover}`] : [];
    });
    assert.deepEqual(differences, []);
  });
});

/** What lint, `satisfiable` and `evaluate` say of one statement; undefined where they agree. */
function disagreement(statement: Readonly<Record<string, unknown>>): string | undefined {
  const findings = findingsIn(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), {
    kind: "identity",
    catalog: CATALOG,
  });
  const found = findings.filter(({ code }) => code !== "needs-all-resources");
  const accused = found.filter(({ message }) => / never (?:allows|denies)/.test(phraseToMessage(message)));
  const { proof } = proveRow({ statement }, () => CATALOG, PROVERS);
  const told = `${JSON.stringify(statement)}: lint ${found.map(({ code }) => code).join(", ")}, ${proof.verdict}`;
  // Another finding may say why in words of its own, such as that an alias is no key.
  if (proof.verdict === "never" ? found.length === 0 : accused.length > 0) return told;
  if (proof.verdict !== "satisfiable") return undefined;
  const { action, resource, context } = proof.witness;
  const { request, policies } = readEvaluationRow({
    request: {
      principal: "arn:aws:iam::111122223333:user/ada",
      action,
      resource: { arn: resource, accountId: "111122223333" },
      context: Object.fromEntries(context),
    },
    identityPolicies: [{ name: "p", policy: { Version: "2012-10-17", Statement: [statement] } }],
  });
  const { decision } = evaluate(request, policies);
  return decision === "Allowed" ? undefined : `${told}, ${decision}`;
}

const VALUES: readonly (readonly [operator: string, value: string])[] = [
  ["StringEquals", "x"],
  ["StringLike", "111122223333"],
  ["ArnLike", "arn:aws:iam::111122223333:role/app"],
  ["Bool", "true"],
  ["NumericLessThan", "10"],
  ["DateGreaterThan", "2031-01-01T00:00:00Z"],
  ["IpAddress", "203.0.113.0/24"],
];

describe("the same of statements, whether it is lint, satisfiable or evaluate that is asked", () => {
  test("with a condition key and an action of its service, or of another one", () => {
    const actions = every(7, KNOWN).map((name) => [name]);
    const differences = [...new Set(KEYS)].flatMap((key, index) => {
      const prefix = key.slice(0, key.indexOf(":"));
      const own = CATALOG.service(prefix)?.actionNames.map(named(prefix)) ?? [];
      const asked = [own.slice(0, 3), own.slice(-3), actions[index % actions.length] ?? []];
      const [operator, value] = VALUES[index % VALUES.length] ?? ["StringEquals", "x"];
      return asked
        .filter(({ length }) => length > 0)
        .flatMap(
          (Action) =>
            disagreement({ Effect: "Allow", Action, Resource: "*", Condition: { [operator]: { [key]: value } } }) ?? [],
        );
    });
    assert.deepEqual(differences, []);
  });

  test("with the ARN of a resource type of its service, or of another one", () => {
    const arns = PREFIXES.flatMap((prefix) =>
      every(3, CATALOG.service(prefix)?.resourceTypes ?? []).flatMap(({ arns: [arn] }) =>
        arn === undefined ? [] : [{ prefix, arn: filledIn(arn) }],
      ),
    );
    assert.ok(arns.length > lengthOf(300), `${arns.length} ARNs`);
    const differences = arns.flatMap(({ prefix, arn }, index) => {
      const names = CATALOG.service(prefix)?.actionNames ?? [];
      const own = [names[index % names.length], names[(index * 7) % names.length]].flatMap((name) => name ?? []);
      const asked = [...own.map(named(prefix)), KNOWN[(index * 13) % KNOWN.length] ?? "s3:GetObject"];
      return asked.flatMap((Action) => disagreement({ Effect: "Allow", Action, Resource: arn }) ?? []);
    });
    assert.deepEqual(differences, []);
  });

  test("and what `describe` says an ARN is, the hover of the resource says, too", () => {
    const differences = every(2, PREFIXES).flatMap((prefix) =>
      every(3, CATALOG.service(prefix)?.resourceTypes ?? []).flatMap(({ name, arns: [template] }) => {
        if (template === undefined) return [];
        const arn = filledIn(template);
        // Some services list types of others.
        if (!arn.startsWith(`arn:aws:${prefix}:`)) return [];
        const described = describeName("resource", arn, CATALOG);
        const hover = toPlainText(describeArn(arn, CATALOG));
        const service = CATALOG.service(prefix);
        const types = service === undefined ? [] : typesOfArn(arn, service).map(({ name: one }) => one);
        const isTold = types.includes(name) && described.known && types.every((one) => hover.includes(one));
        return isTold ? [] : [`${arn}: ${types.join(", ")}; ${hover}`];
      }),
    );
    assert.deepEqual(differences, []);
  });
});

/** One ARN of the template. */
function filledIn(template: string): string {
  return template
    .replace("${Partition}", "aws")
    .replace("${Region}", "eu-west-1")
    .replace(/\$\{Account(?:Id)?\}/, "111122223333")
    .replaceAll(/\$\{[^}]*\}/g, "name");
}
