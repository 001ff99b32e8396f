import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { variablesOfCaller } from "../../server/src/workspace/filled-names.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";

const POLICY =
  'policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })';

function role(label: string, name: string): string {
  return `resource "aws_iam_role" "${label}" {\n  name = ${name}\n}\nresource "aws_iam_role_policy" "${label}" {\n  role = aws_iam_role.${label}.name\n  ${POLICY}\n}\n`;
}

function told(name: string, ...files: readonly string[]): Readonly<Record<string, string>> {
  return toldFor(undefined, name, ...files);
}

/** Of a request for a resource. */
function toldFor(
  resource: string | undefined,
  name: string,
  ...files: readonly string[]
): Readonly<Record<string, string>> {
  const written = files.map((text, index) => ({ path: `m${index}/main.tf`, text }));
  const workspace = readWorkspace(written, EMPTY_CONFIG);
  const { everywhere, ofCaller } = variablesOfCaller(
    { principal: `arn:aws:sts::111122223333:assumed-role/${name}/s`, resource },
    workspace,
  );
  return Object.fromEntries([
    ...everywhere,
    ...Array.from(ofCaller, ([key, text]) => [`${key} of the caller`, text] as const),
  ]);
}

/** A call of the first file's module, in a folder of its own. */
function call(label: string, inputs: string): string {
  return `module "${label}" {\n  source = "../m0"\n  ${inputs}\n}\n`;
}

describe("what the caller's name tells of variables", () => {
  test("is the only text that gives the name", () => {
    assert.deepEqual(told("prod-app", role("r", '"${var.env}-app"')), { "m0/ var.env": "prod" });
    assert.deepEqual(told("prod-app", role("r", '"${local.n}"'), 'locals { n = "x" }'), {});
    assert.deepEqual(told("eu-prod-app", role("r", '"${var.region}-${var.env}-app"')), {
      "m0/ var.region": "eu",
      "m0/ var.env": "prod",
    });
    assert.deepEqual(told("prod-app-prod", role("r", '"${var.env}-app-${var.env}"')), { "m0/ var.env": "prod" });
  });

  test("is nothing where the name is the variable alone: it may be any", () => {
    assert.deepEqual(told("app", role("r", "var.name")), {});
    assert.deepEqual(told("app", role("r", "var.name"), call("app", 'name = "app"\n  env = "dev"')), {
      "m0/ var.name": "app",
      "m0/ var.env": "dev",
    });
    assert.deepEqual(told("other", role("r", "var.name"), call("app", 'name = "app"\n  env = "dev"')), {});
  });

  test("also where no policy here is the caller's", () => {
    const bare = 'resource "aws_iam_role" "r" {\n  name = "${var.env}-app"\n}\n';
    assert.deepEqual(told("prod-app", bare), { "m0/ var.env": "prod" });
    assert.deepEqual(told("prod-app", bare, role("s", '"${var.name}-job"')), { "m0/ var.env": "prod" });
    assert.deepEqual(told("prod-app", bare, call("app", 'env = "dev"')), {});
    const more = bare + bare.replace('"r"', '"s"').replace("${var.env}-app", "prod-${var.env}");
    assert.deepEqual(told("prod-app", more), { "m0/ var.env": "app" });
  });

  test("is nothing where several would", () => {
    assert.deepEqual(told("a-b-c-app", role("r", '"${var.region}-${var.env}-app"')), {});
    assert.deepEqual(told("prod-app", role("r", '"${var.env}${var.name}"')), {});
    assert.deepEqual(told("dev-app-prod", role("r", '"${var.env}-app-${var.env}"')), {});
  });

  test("is nothing of a role that the name fits less than another", () => {
    assert.deepEqual(told("prod-app", role("r", '"${var.env}-app"'), role("s", '"prod-app"')), {});
    const made = (type: string): string => `resource "aws_iam_${type}" "s" {\n  name = "prod-app"\n}\n`;
    assert.deepEqual(told("prod-app", role("r", '"${var.env}-app"'), made("role")), {});
    assert.deepEqual(told("prod-app", role("r", '"${var.env}-app"'), made("user")), { "m0/ var.env": "prod" });
    assert.deepEqual(told("prod-app", role("r", '"${var.env}-app"'), role("s", '"${var.name}"')), {
      "m0/ var.env": "prod",
    });
    assert.deepEqual(told("prod-app", role("r", '"${var.env}-app"') + role("s", '"prod-${var.env}"')), {
      "m0/ var.env": "app",
    });
  });

  test("is of the caller's own policies, where what was asked for is of another deployment", () => {
    const made = `${role("r", '"${var.env}-app"')}resource "aws_s3_bucket" "b" {\n  bucket = "acme-\${var.env}"\n}\n`;
    for (const [resource, text] of [
      ["arn:aws:s3:::acme-prod/a.csv", "m0/ var.env"],
      ["arn:aws:s3:::acme-prod", "m0/ var.env"],
      ["arn:aws:s3:::acme-dev/a.csv", "m0/ var.env of the caller"],
      ["arn:aws:s3:::other/a.csv", "m0/ var.env"],
    ] as const) {
      assert.deepEqual(toldFor(resource, "prod-app", made), { [text]: "prod" }, resource);
    }
  });

  describe("is what the call gives that makes the caller", () => {
    const app = role("r", '"${var.env}-app"');
    const prod = 'env = "prod"\n  bucket = "acme-prod"';

    test("everywhere, where no other call makes more of the module", () => {
      assert.deepEqual(told("prod-app", app, call("app", prod)), {
        "m0/ var.env": "prod",
        "m0/ var.bucket": "acme-prod",
      });
      assert.deepEqual(told("prod-app", app, call("app", 'env = "dev"\n  bucket = "acme-dev"')), {});
    });

    test("for the caller's own policies, where others do", () => {
      const dev = 'env = "dev"\n  bucket = "acme-dev"';
      assert.deepEqual(told("prod-app", app, call("dev", dev), call("prod", prod)), {
        "m0/ var.env of the caller": "prod",
        "m0/ var.bucket of the caller": "acme-prod",
      });
    });

    test("as far as calls that make a role of the same name agree", () => {
      const there = (region: string): string => call(region, `${prod}\n  region = "${region}"`);
      assert.deepEqual(told("prod-app", app, there("eu"), there("us")), {
        "m0/ var.env of the caller": "prod",
        "m0/ var.bucket of the caller": "acme-prod",
      });
    });

    test("in the account of the caller, and not where more is open", () => {
      const given = `env = "prod"
  topic = "arn:aws:sns:eu-west-1:\${data.aws_caller_identity.current.account_id}:jobs"
  queue = "arn:aws:sqs:\${data.aws_region.current.name}:111122223333:jobs"
  key   = var.key`;
      assert.deepEqual(told("prod-app", app, call("app", given)), {
        "m0/ var.env": "prod",
        "m0/ var.topic": "arn:aws:sns:eu-west-1:111122223333:jobs",
      });
    });
  });

  test("is found in time, whatever the name", () => {
    const holes = Array.from({ length: 4 }, (_, index) => `\${var.v${index}}`).join("-");
    assert.deepEqual(told("-a".repeat(32), role("r", `"${holes}-x"`)), {});
  });
});
