/** Of a file that is a policy, and that nothing is known to fill in, the variables of tools are told. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findingsOfCases } from "../support/planted-cases.ts";

const POLICY = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:\${AccountId}:orders" } }`;

describe("a variable that AWS does not know", () => {
  const findingsIn = findingsOfCases();
  const codesIn = async (name: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
    (await findingsIn({ about: [name], files: new Map(Object.entries(files)) })).map(({ code }) => code);

  test("in a file that is the policy", async () => {
    assert.deepEqual(await codesIn("alone", { "policy.json": POLICY }), ["still-to-fill-in"]);
  });

  test("not where Terraform reads files beside it, or below it", async () => {
    assert.deepEqual(await codesIn("module", { "main.tf": "", "policies/policy.json": POLICY }), []);
    const template = `locals { document = templatefile("\${path.module}/policy.json", { AccountId = "1" }) }`;
    assert.deepEqual(await codesIn("template", { "main.tf": template, "policy.json": POLICY }), []);
  });

  test("not in templates", async () => {
    const resource = (document: string): string =>
      `{ "Resources": { "P": { "Type": "AWS::IAM::ManagedPolicy", "Properties": { "PolicyDocument": ${document} } } } }`;
    const sub = POLICY.replace(/("arn:[^"]*")/, '{ "Fn::Sub": $1 }');
    assert.deepEqual(await codesIn("sub", { "template.json": resource(sub) }), []);
    assert.deepEqual(await codesIn("tpl", { "policy.json.tpl": POLICY }), []);
  });
});

describe("a file that is called a policy, and is written as AWS does not take it", () => {
  const findingsIn = findingsOfCases();
  const said = async (name: string, path: string, text: string): Promise<readonly string[]> =>
    (await findingsIn({ about: [name], files: new Map([[path, text]]) })).map(({ code }) => code);
  const lower = `{ "version": "2012-10-17", "statement": [{ "effect": "Allow", "action": "s3:GetObject", "resource": "*" }] }`;
  const text = `{ "Version": "2012-10-17", "Statement": "[{ \\"Effect\\": \\"Allow\\", \\"Action\\": \\"s3:GetObject\\", \\"Resource\\": \\"*\\" }]" }`;

  test("elements in lower case", async () => {
    assert.deepEqual([...new Set(await said("lower", "policy.json", lower))], ["unknown-element"]);
    assert.deepEqual(await said("other", "data.json", lower), []);
  });

  test("the plural, and slips, of its elements", async () => {
    for (const [written, meant] of [
      ["Statements", "Statement"],
      ["Statment", "Statement"],
    ] as const) {
      const policy = POLICY.replace("${AccountId}", "111122223333").replace(meant, written);
      assert.deepEqual(await said(written, "policy.json", policy), ["unknown-element"]);
      assert.deepEqual(await said(`${written}-other`, "data.json", policy), []);
    }
  });

  test("names without quotes, as a program has them", async () => {
    const bare = `{\n  Version: "2012-10-17",\n  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }]\n}\n`;
    assert.deepEqual([...new Set(await said("bare", "policy.json", bare))], ["invalid-json"]);
    assert.deepEqual(await said("bare-other", "data.json", bare), []);
  });

  test("its statements as a text", async () => {
    assert.deepEqual(await said("text", "policy.json", text), ["wrong-type"]);
  });
});
