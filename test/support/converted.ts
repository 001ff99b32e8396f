/** Policies in other forms, read back: what each says, as plain values that can be compared. */
import assert from "node:assert/strict";
import { readSource } from "../../server/src/hosts/index.ts";
import { type ConvertedForm, openService, resultOf } from "../../server/src/service/index.ts";
import { readJson } from "../../server/src/syntax/json.ts";
import { WITHOUT_HOLES } from "../../server/src/syntax/value.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { meaningOf, type Plain, plainOf } from "./changed-tree.ts";
import { miniCatalog } from "./mini-catalog.ts";

const service = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });

/** The text, or `Problem: ` and why there is none. */
export function converted(text: string, form: ConvertedForm, statement?: number, path = "policy.json"): string {
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-11-26" });
  const document = resultOf(service.read({ path, languageId: undefined, text }, configuration));
  const written = service.convert(document, { policy: 0, statement }, form);
  return "problem" in written ? `Problem: ${written.problem}` : written.text;
}

/** The policy that a text in a form makes, as JSON; a statement is read in a policy of the same version. */
export function readBack(written: string, form: ConvertedForm): string {
  const file = FILES[form]?.(written);
  const read = file && resultOf(readSource({ ...file, languageId: undefined })).sites[0]?.root;
  return read === undefined ? JSON.stringify(playedByCdk(written)) : jsonOf(plainOf(read));
}

/** The classes of the CDK, as far as they make JSON of what they are given. */
function playedByCdk(text: string): unknown {
  const list = (values: readonly string[] | undefined): unknown => (values?.length === 1 ? values[0] : values);
  class Principal {
    readonly json: readonly [string, string];
    constructor(type: string, name: string) {
      this.json = [type, name];
    }
  }
  const principals = (ones: readonly Principal[] | undefined): unknown => {
    if (ones === undefined) return undefined;
    if (ones[0]?.json[0] === "*") return "*";
    const types = new Set(ones.map(({ json }) => json[0]));
    return Object.fromEntries(
      [...types].map((type) => [type, list(ones.filter(({ json }) => json[0] === type).map(({ json }) => json[1]))]),
    );
  };
  const iam = {
    Effect: { ALLOW: "Allow", DENY: "Deny" },
    StarPrincipal: class extends Principal {
      constructor() {
        super("*", "*");
      }
    },
    ArnPrincipal: class extends Principal {
      constructor(name: string) {
        super("AWS", name);
      }
    },
    ServicePrincipal: class extends Principal {
      constructor(name: string) {
        super("Service", name);
      }
    },
    FederatedPrincipal: class extends Principal {
      constructor(name: string) {
        super("Federated", name);
      }
    },
    CanonicalUserPrincipal: class extends Principal {
      constructor(name: string) {
        super("CanonicalUser", name);
      }
    },
    PolicyStatement: class {
      readonly json: unknown;
      constructor(given: Record<string, unknown>) {
        this.json = {
          Sid: given["sid"],
          Effect: given["effect"],
          Principal: principals(given["principals"] as Principal[] | undefined),
          NotPrincipal: principals(given["notPrincipals"] as Principal[] | undefined),
          Action: list(given["actions"] as string[] | undefined),
          NotAction: list(given["notActions"] as string[] | undefined),
          Resource: list(given["resources"] as string[] | undefined),
          NotResource: list(given["notResources"] as string[] | undefined),
          Condition: given["conditions"],
        };
      }
    },
    PolicyDocument: class {
      readonly json: unknown;
      constructor({ statements }: { statements: readonly { readonly json: unknown }[] }) {
        this.json = { Version: "2012-10-17", Statement: statements.map(({ json }) => json) };
      }
    },
  };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text is what a program of the CDK would hold
  const run = new Function("iam", `return ${text};`) as (given: typeof iam) => { readonly json: unknown };
  return JSON.parse(JSON.stringify(run(iam).json));
}

/** An empty Sid is none. */
function isNameless(statement: unknown): boolean {
  return (statement as { readonly Sid?: string }).Sid === "";
}

/** With its statements in a list, and every number and Boolean as a text. */
export function meaning(json: string, form: ConvertedForm): Plain {
  const policy = JSON.parse(json, (_key, value: unknown) =>
    typeof value === "boolean" || typeof value === "number" ? String(value) : value,
  ) as { Version?: string; Statement: unknown };
  // Without variables it makes no difference, and the CDK has one alone.
  const Version = form === "cdk-typescript" ? "2012-10-17" : (policy.Version ?? "2008-10-17");
  const statements = [policy.Statement]
    .flat()
    .map((one) => ({ ...(one as object), ...(isNameless(one) ? { Sid: undefined } : {}) }));
  const { root } = readJson(JSON.stringify({ ...policy, Version, Statement: statements }), WITHOUT_HOLES);
  return meaningOf(plainOf(root!));
}

const FILES: Readonly<
  Partial<Record<ConvertedForm, (text: string) => { readonly path: string; readonly text: string }>>
> = {
  json: (text) => ({ path: "policy.json", text }),
  compact: (text) => ({ path: "policy.json", text }),
  terraform: (text) => ({ path: "main.tf", text }),
  jsonencode: (text) => ({ path: "main.tf", text: `resource "aws_iam_policy" "p" {\n  policy = ${text}\n}\n` }),
  cloudformation: (text) => ({
    path: "t.yaml",
    text: `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n${text.replace(/^/gm, "        ")}\n`,
  }),
};

function jsonOf(plain: Plain): string {
  const value = (one: Plain): unknown => {
    if (typeof one === "string") return one;
    if (Array.isArray(one)) return (one as readonly Plain[]).map(value);
    const members = (one as { readonly members?: readonly Plain[] }).members ?? [];
    return Object.fromEntries(
      members.map((member) => [(member as readonly Plain[])[0], value((member as readonly Plain[])[1]!)]),
    );
  };
  return JSON.stringify(value(plain));
}
