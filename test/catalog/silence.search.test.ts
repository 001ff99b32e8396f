/** Where the reference is known to lack something, the proofs claim nothing. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Attestations } from "../../scripts/catalog-form.mjs";
import { type Service } from "../../server/src/catalog/catalog.ts";
import { acceptedBy } from "../../server/src/wording/accepted-by.ts";
import { proveRow } from "../../server/src/service/prove.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { findingsIn } from "../support/annotated.ts";
import { shareOf, someOf } from "../support/searching.ts";
import { realCatalog, REPOSITORY } from "./real-catalog.ts";

const catalog = realCatalog();
const { sharedPages } = JSON.parse(
  readFileSync(join(REPOSITORY, "server", "data", "reference-overlay.json"), "utf8"),
) as Attestations;

test("no action of the catalog is called dead on a resource type of its service that no action lists", () => {
  const claims: string[] = [];
  let asked = 0;
  for (const service of catalog.servicePrefixes.flatMap((prefix) => catalog.service(prefix) ?? [])) {
    for (const [index, arn] of unlistedArns(service).entries()) {
      const actions = someOf(service.actionNames, index);
      asked += actions.length;
      claims.push(...deadOn(arn, service.prefix, actions));
    }
  }
  assert.deepEqual(claims, []);
  assert.ok(asked > shareOf(5_000), `only ${asked} pairs were asked`);
});

test("and no finding says anything of them, on an ARN of such a type or on a pattern, under Allow or Deny", () => {
  const said: string[] = [];
  for (const service of catalog.servicePrefixes.flatMap((prefix) => catalog.service(prefix) ?? [])) {
    for (const [index, arn] of unlistedArns(service).entries()) {
      // IAM refuses this one in a policy, whatever the action: its ARN of a session is one of `sts`.
      if (arn.includes(":assumed-role/")) continue;
      const actions = someOf(service.actionNames, index).slice(0, IN_ONE_STATEMENT);
      if (actions.length === 0) continue;
      for (const resource of [arn, arn.replace(/name$/, "*"), arn.replace("eu-west-1:111122223333", "*:*")]) {
        const effect = index % 2 === 0 ? "Allow" : "Deny";
        said.push(
          ...saidOf({ Effect: effect, Action: actions.map((one) => `${service.prefix}:${one}`), Resource: resource }),
        );
      }
    }
  }
  assert.deepEqual(said, []);
  const onListed = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::bucket/object" };
  assert.notDeepEqual(saidOf(onListed), []);
});

test("on a resource type that others list it is", () => {
  const dead = deadOn("arn:aws:s3:::bucket/object", "s3", ["ListBucket", "GetObject"]);
  assert.deepEqual(dead, ["s3:ListBucket on arn:aws:s3:::bucket/object"]);
});

describe("an action on several pages of the reference is not called dead on any resource of its service", () => {
  for (const [prefix, { actions }] of Object.entries(sharedPages.services)) {
    test(prefix, () => {
      const arns = catalog.service(prefix)?.resourceTypes.flatMap((type) => type.arns.map(filled)) ?? [];
      assert.ok(arns.length > 0);
      assert.deepEqual(
        someOf(arns, 0).flatMap((arn) => deadOn(arn, prefix, actions)),
        [],
      );
    });
  }
});

test("an action is not called dead on the type of resource that it is named after", () => {
  const claims = catalog.servicePrefixes.flatMap((prefix) => {
    const service = catalog.service(prefix);
    return (service?.actionNames ?? []).flatMap((name, row) =>
      (service?.actionTraits[row]?.namedAfter ?? []).flatMap((type) =>
        (service?.resourceType(type)?.arns ?? []).flatMap((arn) => deadOn(filled(arn), prefix, [name])),
      ),
    );
  });
  assert.deepEqual(claims, []);
  assert.deepEqual(deadOn("arn:aws:states:eu-west-1:111122223333:activity:a", "states", ["StartExecution"]).length, 1);
});

test("a hover says that an action does not act on a resource only where the proofs call it dead there", () => {
  const differences: string[] = [];
  let compared = 0;
  for (const [index, prefix] of catalog.servicePrefixes.entries()) {
    const service = catalog.service(prefix);
    if (service === undefined) continue;
    const [arn] = someOf(
      service.resourceTypes.flatMap(({ arns }) => arns.map(filled)),
      index,
    );
    if (arn === undefined) continue;
    for (const name of someOf(service.actionNames, index).slice(0, 12)) {
      const action = service.action(name);
      if (action === undefined || action.resources.length === 0) continue;
      if (!/these do [^]*not/i.test(JSON.stringify(acceptedBy(arn, [action], catalog)))) continue;
      compared++;
      if (deadOn(arn, prefix, [name]).length === 0) differences.push(`${prefix}:${name} on ${arn}`);
    }
  }
  assert.deepEqual(differences, []);
  assert.ok(compared > 0);
});

/** The actions whose statement on that ARN never matches, or that count for nothing in it. */
function deadOn(arn: string, prefix: string, actions: readonly string[]): readonly string[] {
  const names = actions.map((name) => `${prefix}:${name}`);
  // The effort for one statement is limited.
  const parts = Array.from({ length: Math.ceil(names.length / IN_ONE_STATEMENT) }, (_, index) =>
    names.slice(index * IN_ONE_STATEMENT, (index + 1) * IN_ONE_STATEMENT),
  );
  return parts.flatMap((part) => {
    const statement = { Effect: "Allow", Action: part, Resource: arn };
    const { proof } = proveRow({ statement }, () => catalog, provers);
    const dead = proof.verdict === "never" ? part : proof.dead.map(({ part: [, row] }) => part[Number(row)] ?? "");
    return dead.map((action) => `${action} on ${arn}`);
  });
}

/** What the checks say of its actions and its resource; what the actions may be used for is another matter. */
function saidOf(statement: Readonly<Record<string, unknown>>): readonly string[] {
  return findingsIn(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), { kind: "identity", catalog })
    .filter(({ code, severity }) => severity !== "hint" && !ABOUT_USE.has(code))
    .map(({ code, message }) => `${code}: ${phraseToMessage(message)}`);
}

const ABOUT_USE = new Set(["privilege-escalation", "passes-any-role", "open-to-everyone", "still-to-fill-in"]);

const IN_ONE_STATEMENT = 40;
const provers: Parameters<typeof proveRow>[2] = new Map();

function unlistedArns(service: Service): readonly string[] {
  return unlistedTypes(service).flatMap(({ arns }) => arns.map(filled));
}

function unlistedTypes({ actionTraits, resourceTypes }: Service): Service["resourceTypes"] {
  const listed = new Set(actionTraits.flatMap(({ resources: rows }) => rows.map(({ type }) => type)));
  return resourceTypes.filter(({ name }) => !listed.has(name));
}

/** One ARN of the template. A name in the place of an ID that AWS gives is a mistake of its own. */
function filled(template: string): string {
  return template
    .replace("${VpcId}", "vpc-0a1b2c3d4e5f60718")
    .replace("${Partition}", "aws")
    .replace("${Region}", "eu-west-1")
    .replace(/\$\{Account(?:Id)?\}/, "111122223333")
    .replaceAll(/\$\{[^}]*\}/g, "name");
}
