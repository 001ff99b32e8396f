/** The schema of `iam-verdict.json` accepts what the reader accepts, and the page shows what is true. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { SEVERITIES } from "../server/src/checks/check.ts";
import { POLICY_KINDS } from "../server/src/policy/policy.ts";
import { readPoliciesSetting, readWorkspaceConfig } from "../server/src/workspace/read-config.ts";

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly enumDescriptions?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const schema = JSON.parse(readFileSync("schemas/iam-verdict.schema.json", "utf8")) as Schema;
const page = readFileSync("docs/configuration.md", "utf8");
const example = {
  $schema: "iam-verdict.schema.json",
  policies: [
    {
      files: "a/*.json",
      kind: "scp",
      name: "Guard",
      arn: "arn:aws:organizations::444455556666:policy/o-1/service_control_policy/p-1",
      attachedTo: ["arn:aws:iam::111122223333:role/dev"],
      resource: "arn:aws:s3:::orders",
      account: "111122223333",
      targets: ["ou-1"],
      endpoint: "vpce-0123",
    },
    { files: "b.json", attachedTo: "arn:aws:iam::111122223333:role/dev", targets: "r-root" },
  ],
  organization: { accounts: { "111122223333": ["r-root", "ou-1"] }, managementAccount: "444455556666" },
  facts: { "aws:SourceVpce": "vpce-0123", "aws:TagKeys": ["team"], "aws:SecureTransport": true },
  severity: { "unknown-action": "off" },
  suppress: [{ code: "unknown-action", files: "c.json", statement: "Sid", reason: "known", until: "2027-01-31" }],
};

describe("schema of iam-verdict.json", () => {
  test("everything may be left out", () => assert.deepEqual(problemsOf({}), []));

  test("an example of everything is accepted by the schema and by the reader", () => {
    assert.deepEqual(problemsOf(example), []);
    assert.deepEqual(readWorkspaceConfig("iam-verdict.json", JSON.stringify(example)).problems, []);
  });

  test("the example has every name of the schema", () => {
    const names = (name: string): readonly string[] => Object.keys(schema.definitions?.[name]?.properties ?? {}).sort();
    assert.deepEqual(Object.keys(example).sort(), Object.keys(schema.properties ?? {}).sort());
    assert.deepEqual(Object.keys(example.policies[0]!).sort(), names("policyEntry"));
    assert.deepEqual(Object.keys(example.organization).sort(), names("organization"));
    assert.deepEqual(Object.keys(example.suppress[0]!).sort(), names("suppression"));
  });

  test("kinds and severities are those of the code", () => {
    assert.deepEqual(schema.definitions?.["kind"]?.enum, POLICY_KINDS);
    assert.deepEqual(schema.definitions["severity"]?.enum, [...SEVERITIES, "off"]);
  });

  const refused: readonly (readonly [value: unknown, problems: readonly string[]])[] = [
    [[], ["/ is not object"]],
    [{ policy: [] }, ["/policy is not known"]],
    [{ policies: [{}] }, ["/policies/0/files is missing"]],
    [{ policies: [{ files: "a.json", principal: "x" }] }, ["/policies/0/principal is not known"]],
    [{ policies: [{ files: "a.json", kind: "SCP" }] }, ["/policies/0/kind is none of the allowed values"]],
    [
      { policies: [{ files: "", account: "12" }] },
      ["/policies/0/files is too short", "/policies/0/account is ill-formed"],
    ],
    [{ policies: [{ files: "a.json", attachedTo: [1] }] }, ["/policies/0/attachedTo/0 is not string"]],
    [{ organization: { account: {} } }, ["/organization/account is not known"]],
    [{ organization: { accounts: { prod: [] } } }, ["/organization/accounts/prod is not known"]],
    [{ organization: { managementAccount: 444455556666 } }, ["/organization/managementAccount is not string"]],
    [{ facts: { "aws:SourceIp": null } }, ["/facts/aws:SourceIp is not string,number,boolean,array"]],
    [{ severity: { "unknown-action": "none" } }, ["/severity/unknown-action is none of the allowed values"]],
    [
      { suppress: [{ code: "a", statement: -1, until: "soon" }] },
      ["/suppress/0/statement is too small", "/suppress/0/until is ill-formed"],
    ],
    [{ suppress: [{ file: "a.json" }] }, ["/suppress/0/code is missing", "/suppress/0/file is not known"]],
  ];
  for (const [value, problems] of refused) {
    test(`${JSON.stringify(value)} is refused`, () => assert.deepEqual(problemsOf(value), problems));
  }

  test("every name and every allowed value is explained on hover", () => {
    const bare: string[] = [];
    const visit = (part: Schema, path: string): void => {
      for (const [name, property] of Object.entries(part.properties ?? {})) {
        if (describedBy(property) === undefined) bare.push(`${path}/${name}`);
      }
      if (part.enum !== undefined && part.enumDescriptions?.length !== part.enum.length) bare.push(path);
    };
    visit(schema, "");
    for (const [name, definition] of Object.entries(schema.definitions ?? {})) visit(definition, name);
    assert.deepEqual(bare, []);
  });
});

describe("docs/configuration.md", () => {
  const blocks = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map((match) => match[1] ?? "");

  test("has examples", () => assert.ok(blocks.length >= 5));

  for (const block of blocks) {
    const value = JSON.parse(block) as Readonly<Record<string, unknown>>;
    const setting = value["iamVerdict.policies"];
    test(`the example with ${Object.keys(value).join(", ")} is valid`, () => {
      assert.deepEqual(problemsOf(setting === undefined ? value : { policies: setting }), []);
      const reading =
        setting === undefined ? readWorkspaceConfig("iam-verdict.json", block) : readPoliciesSetting(setting);
      assert.deepEqual(reading.problems, []);
    });
  }

  test("names everything that an entry, a suppression and the organization may say", () => {
    for (const definition of ["policyEntry", "suppression", "organization"]) {
      for (const name of Object.keys(schema.definitions?.[definition]?.properties ?? {})) {
        assert.ok(page.includes(`\`${name}\``), name);
      }
    }
    for (const kind of POLICY_KINDS) assert.ok(page.includes(`| \`${kind}\``), kind);
  });
});

function problemsOf(value: unknown): readonly string[] {
  return [...validate(value, schema, "")];
}

/** As much of JSON Schema draft-07 as the schema uses; next to `$ref` only `description` is expected. */
function* validate(value: unknown, part: Schema, path: string): Iterable<string> {
  const rule = resolved(part);
  const at = path === "" ? "/" : path;
  const types = rule.type === undefined ? undefined : [rule.type].flat();
  if (types !== undefined && !types.some((type) => isOfType(value, type))) {
    yield `${at} is not ${types.join(",")}`;
  } else if (rule.enum !== undefined && !rule.enum.includes(value)) {
    yield `${at} is none of the allowed values`;
  } else if (typeof value === "string") {
    if (value.length < (rule.minLength ?? 0)) yield `${at} is too short`;
    if (rule.pattern !== undefined && !new RegExp(rule.pattern).test(value)) yield `${at} is ill-formed`;
  } else if (typeof value === "number") {
    if (value < (rule.minimum ?? value)) yield `${at} is too small`;
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* validate(item, rule.items ?? {}, `${path}/${index}`);
  } else if (typeof value === "object" && value !== null) {
    yield* validateMembers(value, rule, path);
  }
}

function* validateMembers(value: object, rule: Schema, path: string): Iterable<string> {
  for (const name of rule.required ?? []) if (!Object.hasOwn(value, name)) yield `${path}/${name} is missing`;
  for (const [name, member] of Object.entries(value)) {
    const byPattern = Object.entries(rule.patternProperties ?? {}).find(([pattern]) => new RegExp(pattern).test(name));
    const own = Object.hasOwn(rule.properties ?? {}, name) ? rule.properties?.[name] : byPattern?.[1];
    const chosen = own ?? rule.additionalProperties ?? true;
    if (chosen === false) yield `${path}/${name} is not known`;
    else if (chosen !== true) yield* validate(member, chosen, `${path}/${name}`);
  }
}

function resolved(part: Schema): Schema {
  if (part.$ref === undefined) return part;
  const definition = schema.definitions?.[part.$ref.replace("#/definitions/", "")];
  assert.ok(definition !== undefined, part.$ref);
  return definition;
}

function describedBy(part: Schema): string | undefined {
  return part.description ?? resolved(part).description;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}
