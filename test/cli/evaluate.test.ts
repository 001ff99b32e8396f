import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CommandIo } from "../../server/src/cli/command-io.ts";
import { runEvaluate } from "../../server/src/cli/evaluate.ts";
import { createOutput } from "../../server/src/cli/output.ts";
import { EVALUATION_ROW, openService } from "../../server/src/service/index.ts";

interface Run {
  readonly exitCode: number;
  readonly answers: readonly Record<string, unknown>[];
  readonly text: string;
}

async function run(rows: readonly unknown[], args: string[] = []): Promise<Run> {
  let text = "";
  const io: CommandIo = {
    stdin: (async function* () {
      yield await Promise.resolve(rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n"));
    })(),
    out: createOutput((raw) => void (text += raw), "plain"),
    err: createOutput(() => undefined, "plain"),
    cwd: "/",
    service: () =>
      openService({
        catalog: () => assert.fail("evaluate needs no catalog"),
        log: { error: (message) => assert.fail(message) },
      }),
  };
  const exitCode = await runEvaluate(args, io);
  const lines = text.split("\n").filter((line) => line.startsWith("{"));
  return {
    exitCode,
    text,
    answers: args.length > 0 ? [] : lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const ROW = {
  id: "r1",
  request: {
    principal: "arn:aws:iam::111111111111:user/ann",
    action: "s3:GetObject",
    resource: { arn: "arn:aws:s3:::alpha/x", accountId: "111111111111" },
    context: { "aws:SourceIp": "10.0.0.1" },
  },
  identityPolicies: [
    {
      name: "read",
      policy: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Read",
            Effect: "Allow",
            Action: "s3:Get*",
            Resource: "*",
            Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
          },
        ],
      },
    },
  ],
};

describe("iam-verdict evaluate", () => {
  test("answers with the decision, the layers and the trace", async () => {
    const { exitCode, answers } = await run([ROW]);
    assert.equal(exitCode, 0);
    assert.deepEqual(answers[0], {
      id: "r1",
      decision: "ImplicitlyDenied",
      deniedBy: ["identity"],
      layers: [
        { layer: "scp", verdict: "not-applicable" },
        { layer: "rcp", verdict: "not-applicable" },
        { layer: "resource", verdict: "not-applicable" },
        { layer: "identity", verdict: "implicit-deny" },
        { layer: "boundary", verdict: "not-applicable" },
        { layer: "session", verdict: "not-applicable" },
        { layer: "vpc-endpoint", verdict: "not-applicable" },
      ],
      statements: [
        {
          policyType: "identity",
          policy: "read",
          index: 0,
          sid: "Read",
          effect: "Allow",
          matches: false,
          actionMatch: true,
          resourceMatch: true,
          conditionMatch: false,
          conditions: [
            { operator: "Bool", key: "aws:MultiFactorAuthPresent", result: false, because: "key-absent-fails" },
          ],
        },
      ],
      needs: [],
    });
  });

  test("says what an undecided request needs", async () => {
    const { answers } = await run([{ ...ROW, unknownContext: true }]);
    assert.equal(answers[0]!["decision"], "Unknown");
    const needs = answers[0]!["needs"] as { key: string; words: string }[];
    assert.deepEqual(
      needs.map(({ key }) => key),
      ["aws:MultiFactorAuthPresent"],
    );
    assert.match(needs[0]!.words, /^whether .*aws:MultiFactorAuthPresent/);
  });

  test("derives from the principal what it is asked to", async () => {
    const condition = { StringEquals: { "aws:username": "ann" } };
    const policy = {
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action: "*", Resource: "*", Condition: condition },
    };
    const row = { ...ROW, identityPolicies: [{ name: "p", policy }] };
    const { answers } = await run([row, { ...row, deriveContext: true }]);
    assert.deepEqual(
      answers.map(({ decision }) => decision),
      ["ImplicitlyDenied", "Allowed"],
    );
  });

  test("reads every layer", async () => {
    const policy = { Version: "2012-10-17", Statement: { Effect: "Deny", Action: "*", Resource: "*", Principal: "*" } };
    const one = [{ name: "p", policy }];
    const levels = [{ orgIdentifier: "o", policies: one }];
    const { answers } = await run([
      {
        ...ROW,
        resourcePolicy: policy,
        permissionBoundaries: one,
        sessionPolicy: policy,
        serviceControlPolicies: levels,
        resourceControlPolicies: levels,
        vpcEndpointPolicies: one,
      },
    ]);
    assert.deepEqual(answers[0]!["deniedBy"], [
      "scp",
      "rcp",
      "resource",
      "boundary",
      "session",
      "vpc-endpoint",
      "identity",
    ]);
    const statements = answers[0]!["statements"] as { policyType: string; orgIdentifier?: string }[];
    assert.deepEqual(
      statements.map(({ policyType, orgIdentifier }) => `${policyType} ${orgIdentifier ?? ""}`.trim()),
      ["identity", "resource", "boundary", "session", "scp o", "rcp o", "vpce"],
    );
  });

  for (const [name, row, message] of [
    ["no request", { id: 1 }, `request is missing. Write a row like ${EVALUATION_ROW}.`],
    [
      "a principal that is no text",
      { ...ROW, request: { ...ROW.request, principal: {} } },
      "request.principal must be a string",
    ],
    [
      "no resource",
      { ...ROW, request: { ...ROW.request, resource: null } },
      `request.resource is missing. Write a row like ${EVALUATION_ROW}.`,
    ],
    [
      "a policy that is no object",
      { ...ROW, resourcePolicy: [] },
      "resourcePolicy must be a policy, written as a JSON object",
    ],
    ["policies that are no list", { ...ROW, identityPolicies: {} }, "identityPolicies must be a list"],
    [
      "a nested policy that is no object",
      { ...ROW, serviceControlPolicies: [{ orgIdentifier: "r", policies: [{ name: "x", policy: "{}" }] }] },
      "serviceControlPolicies[0].policies[0].policy must be a policy, written as a JSON object",
    ],
    [
      "a context value that is an object",
      { ...ROW, request: { ...ROW.request, context: { a: {} } } },
      'request.context["a"] must be a string or a list of strings',
    ],
  ] as const) {
    test(`answers ${name} with an error and goes on`, async () => {
      const { exitCode, answers } = await run([row, ROW]);
      assert.equal(exitCode, 2);
      assert.deepEqual(answers[0], { id: row.id, error: message });
      assert.equal(answers[1]!["decision"], "ImplicitlyDenied");
    });
  }

  test("--help says what a line holds", async () => {
    const { exitCode, text } = await run([], ["--help"]);
    assert.equal(exitCode, 0);
    assert.match(text, /unknownContext/);
  });
});
