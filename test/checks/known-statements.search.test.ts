/** What is known of a statement by how it is written is what would be found if it were looked at anew. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { type ReportedFinding } from "../../server/src/checks/check.ts";
import { runTheseChecks } from "../../server/src/checks/run-checks.ts";
import { openService, type PlacedFinding, type PolicyService, resultOf } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { subjectOf } from "../support/annotated.ts";
import { badPolicies, goodPolicies } from "../support/fixture-policies.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { searching } from "../support/searching.ts";

const POLICIES = [...goodPolicies(), ...badPolicies()];

describe("a check that looks at each statement says of one alone what it says of it among others", () => {
  const perStatement = ALL_CHECKS.filter((check) => check.perStatement === true);
  for (const { name, kind, text } of POLICIES) {
    test(name, () => {
      const subject = subjectOf(text, { kind, resource: "arn:aws:s3:::home" });
      const options = { severities: new Map(), onCheckFailure: (code: string) => assert.fail(code) };
      for (const check of perStatement) {
        const together = runTheseChecks([check], subject, options);
        const apart = subject.policy.statements.flatMap((statement) => {
          const policy = { ...subject.policy, statements: [statement] };
          return runTheseChecks([check], { ...subject, policy, whole: subject.policy }, options);
        });
        const around = runTheseChecks([{ ...check, find: () => [] }], subject, options);
        assert.deepEqual([...apart, ...around].map(marked).sort(), together.map(marked).sort(), check.code);
      }
    });
  }
});

describe("after any edit the same is found, with the same fixes, as in a text never seen", () => {
  const catalog = miniCatalog();
  const open = (): PolicyService =>
    openService({ catalog: () => catalog, log: { error: (message) => assert.fail(message) } });
  for (const kind of ["identity", "resource", "trust", "scp"] as const) {
    test(`in a policy of the kind ${kind}`, () => {
      const texts = POLICIES.filter((policy) => policy.kind === kind).map(({ text }) => text);
      const pool = texts.flatMap((text) => statementsIn(text));
      fc.assert(
        fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 6 }), (text, edits) => {
          const known = findingsBy(open(), kind);
          let document = JSON.parse(text) as Plain;
          known(written(document));
          for (const one of edits) {
            document = after(document, one, pool);
            const now = written(document);
            assert.deepEqual(known(now), findingsBy(open(), kind)(now), now);
          }
        }),
        searching(150),
      );
    });
  }
});

/** There whole policies are known, with what they refer to. */
describe("after any edit of a module the same is found, with the same fixes, as in a text never seen", () => {
  const catalog = miniCatalog();
  const texts = POLICIES.filter(({ kind }) => kind === "identity").map(({ text }) => text);
  const open = (): ((text: string) => readonly unknown[]) =>
    findingsBy(openService({ catalog: () => catalog, log: { error: (message) => assert.fail(message) } }), "identity", {
      path: "main.tf",
      languageId: "terraform",
    });
  const moduleOf = (policies: readonly string[], shared: string): string =>
    [`locals {\n  shared = "${shared}"\n}\n`]
      .concat(
        policies.map(
          (text, index) => `resource "aws_iam_policy" "p${index}" {\n  policy = jsonencode(${inHcl(text)})\n}\n`,
        ),
      )
      .join("");
  test("of policies that are exchanged, moved, and refer to another value", () => {
    const step = fc.record({
      at: place,
      text: fc.constantFrom(...texts),
      shared: fc.constantFrom("*", "no-arn", "arn:aws:s3:::b/*"),
    });
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...texts), { minLength: 2, maxLength: 4 }),
        fc.array(step, { minLength: 1, maxLength: 5 }),
        (first, steps) => {
          const known = open();
          let policies = first;
          known(moduleOf(policies, "*"));
          for (const { at, text, shared } of steps) {
            policies = policies.with(at % policies.length, text);
            const now = moduleOf(policies, shared);
            assert.deepEqual(known(now), open()(now), now);
          }
        },
      ),
      searching(80),
    );
  });
});

/** JSON, whose resources `*` are those of a local. */
function inHcl(json: string): string {
  return json.replaceAll(/[$%](?=\{)/g, "$&$&").replaceAll(/"Resource"\s*:\s*"\*"/g, '"Resource": local.shared');
}

type Plain = Readonly<Record<string, unknown>>;

const place = fc.nat({ max: 30 });

/** `of` and `to` are places in the list of statements, taken round and round. */
const edit = fc.oneof(
  fc.record({ edit: fc.constantFrom("move" as const, "copy" as const, "exchange" as const), of: place, to: place }),
  fc.record({ edit: fc.constant("remove" as const), of: place }),
  fc.record({
    edit: fc.constant("version" as const),
    version: fc.constantFrom("2012-10-17", "2008-10-17", "2020-01-01"),
  }),
);
type Edit = typeof edit extends fc.Arbitrary<infer One> ? One : never;

function after(document: Plain, change: Edit, pool: readonly unknown[]): Plain {
  const statements = [document["Statement"]].flat();
  switch (change.edit) {
    case "version":
      return { ...document, Version: change.version };
    case "remove":
      return statements.length < 2
        ? document
        : { ...document, Statement: statements.toSpliced(change.of % statements.length, 1) };
    case "exchange":
      statements[change.to % statements.length] = pool[change.of % pool.length];
      return { ...document, Statement: statements };
    case "move":
    case "copy": {
      const [moved] =
        change.edit === "copy"
          ? statements.slice(change.of % statements.length)
          : statements.splice(change.of % statements.length, 1);
      return { ...document, Statement: statements.toSpliced(change.to % (statements.length + 1), 0, moved) };
    }
  }
}

function statementsIn(text: string): readonly unknown[] {
  return [(JSON.parse(text) as Plain)["Statement"]].flat();
}

function written(document: Plain): string {
  return JSON.stringify(document, null, 2);
}

function findingsBy(
  service: PolicyService,
  kind: string,
  file = { path: `${kind}-policy.json`, languageId: "json" },
): (text: string) => readonly unknown[] {
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
  return (text) => {
    const document = resultOf(service.read({ ...file, text }, configuration));
    const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: false });
    while (run.step() === "more");
    return run.found.map(withFixes);
  };
}

function withFixes({ fixes, ...finding }: PlacedFinding): unknown {
  return { ...finding, fixes: fixes() };
}

function marked({ fixes, ...finding }: ReportedFinding): string {
  return JSON.stringify({ ...finding, fixes: fixes?.().map(({ title }) => title) });
}
