/** Modules that are called so often that no call is read: what they make is read once, with their variables open. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readOnce } from "../../server/src/hosts/index.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { unknownInWords } from "../../server/src/telling/unknown-sentences.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";
import { readWorkspace, type WorkspacePolicies } from "../../server/src/workspace/workspace.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

type Files = Readonly<Record<string, string>>;

function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join("");
}

function roles(count: number): string {
  return times(count, (index) => `resource "aws_iam_role" "r${index}" {\n  name = "\${var.env}-${index}"\n}\n`);
}

function calls(count: number, module = "../m"): string {
  return times(count, (index) => `module "c${index}" {\n  source = "${module}"\n  env = "e${index}"\n}\n`);
}

function filesOf(texts: Files): { readonly path: string; readonly text: string }[] {
  return Object.entries(texts).map(([path, text]) => ({ path, text }));
}

describe("a module is read for each call", () => {
  for (const [name, texts, expected] of [
    ["of ten thousand parts in all", { "m/main.tf": roles(100), "a/main.tf": calls(100) }, []],
    ["but not of more", { "m/main.tf": roles(101), "a/main.tf": calls(100) }, [["m/", 100]]],
    [
      "and the calls of several folders count together",
      { "m/main.tf": roles(101), "a/main.tf": calls(40), "b/main.tf": calls(60) },
      [["m/", 100]],
    ],
    ["however much it makes where it is called once", { "m/main.tf": roles(10_001), "a/main.tf": calls(1) }, []],
    [
      "and what makes no policy, role or attachment does not count",
      { "m/main.tf": roles(10) + times(1_000, (at) => `resource "aws_subnet" "s${at}" {}\n`), "a/main.tf": calls(100) },
      [],
    ],
    [
      "also through a module that calls it",
      { "m/main.tf": roles(101), "b/main.tf": calls(10), "a/main.tf": calls(10, "../b") },
      [["m/", 110]],
    ],
    [
      "and of many modules together the largest are read once",
      Object.fromEntries(
        [61, 70, 80, 90, 100].flatMap((size) => [
          [`m${size}/main.tf`, roles(size)],
          [`a${size}/main.tf`, calls(100, `../m${size}`)],
        ]),
      ),
      [
        ["m90/", 100],
        ["m100/", 100],
      ],
    ],
  ] as readonly [name: string, texts: Files, expected: readonly (readonly [folder: string, calls: number])[]][]) {
    test(name, () => {
      const found = readOnce(sourcesAround(filesOf(texts)));
      assert.deepEqual(
        found.map((one) => [one.folder, one.calls]),
        expected,
      );
    });
  }
});

const POLICY = (action: string): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })`;
const MODULE = `variable "env" {
  type = string
}
locals {
  given = ${POLICY("s3:PutObject")}
}
resource "aws_iam_role_policy" "own" {
  role   = "\${var.env}-app"
  policy = ${POLICY("s3:GetObject")}
}
resource "aws_iam_role_policy" "given" {
  role   = "\${var.env}-app"
  policy = local.given
}
output "given" {
  value = local.given
}
`;

function workspaceOf(count: number): WorkspacePolicies {
  const more = 'resource "aws_s3_bucket_policy" "b" {\n  bucket = "reports"\n  policy = module.c0.given\n}\n';
  const texts = { "m/main.tf": MODULE + roles(98), "a/main.tf": calls(count) + more };
  return readWorkspace(filesOf(texts), EMPTY_CONFIG);
}

describe("of a module that is read once", () => {
  const message =
    "User: arn:aws:sts::111122223333:assumed-role/e7-app/s is not authorized to perform: s3:DeleteObject on resource: arn:aws:s3:::reports/a because no identity-based policy allows the s3:DeleteObject action";
  const workspace = workspaceOf(101);

  test("each policy is there once, of whoever its variables make the holder", () => {
    assert.deepEqual(
      workspace.policies.map(({ kind, binding }) => [kind.kind, binding.declared.holders]),
      [
        ["resource", []],
        ["identity", ["*-app"]],
        ["identity", ["*-app"]],
      ],
    );
  });

  test("a fix in it says that it reaches what the other calls make", () => {
    const { fixes } = explainDenial({ message, workspace, facts: new Map(), catalog: miniCatalog() });
    const holders = fixes.map(({ risks }) =>
      risks.flatMap((one) => (one.risk === "shared-policy" ? one.holders : [])).join(),
    );
    assert.deepEqual([...new Set(holders)], ["*-app"]);
  });

  test("the answer says once that its calls are not read, and what to do", () => {
    const { unknowns } = explainDenial({ message, workspace, facts: new Map(), catalog: miniCatalog() });
    assert.deepEqual(
      unknowns.flatMap((one) => (one.unknown === "module-calls" ? [phraseToPlainText(unknownInWords(one))] : [])),
      [
        "What the calls of the module m give it. The 101 calls of the module m are too many to read one by one, so its variables count as unknown. Take a folder with fewer of these calls to have them read.",
      ],
    );
  });
});

test("of a module that is called less often each call has its policies, and nothing is said", () => {
  const { policies, around } = workspaceOf(2);
  const holders = policies.flatMap(({ binding }) => binding.declared.holders).toSorted();
  assert.deepEqual(holders, ["e0-app", "e0-app", "e1-app", "e1-app"]);
  assert.deepEqual(readOnce(around), []);
});
