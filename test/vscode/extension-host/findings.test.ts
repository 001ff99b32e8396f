import { suite, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./support/eventually.ts";
import { policyAllowing } from "./support/policies.ts";
import { expectUnderlined, findings, open, replace, write } from "./support/workspace.ts";

suite("findings", () => {
  test("a mistake is underlined once it is typed and no longer than it stands there", async () => {
    const document = await write("identity/typing.json", policyAllowing("s3:GetObject"));
    await replace(document, "s3:GetObject", "s3:GetObjekt");
    await expectUnderlined(document, [["GetObjekt", "unknown-action"]]);
    await replace(document, "s3:GetObjekt", "s3:GetObject");
    await expectUnderlined(document, []);
  });

  test("a policy that is not finished is read as far as it goes", async () => {
    const document = await write(
      "identity/half.json",
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjekt", "Reso',
    );
    await eventually(
      "a finding in half a policy",
      () => findings(document).map(({ message }) => message),
      (messages) => messages.some((message) => message.includes("s3:GetObjekt")),
    );
  });

  test("a policy inside a string is underlined at its place in the file", async () => {
    const document = await write(
      "identity/inside-a-string.json",
      JSON.stringify({ PolicyDocument: policyAllowing("s3:GetObjekt") }),
    );
    await expectUnderlined(document, [["GetObjekt", "unknown-action"]]);
  });

  test("a document in the language that people may choose is checked before it is saved", async () => {
    const content = policyAllowing("s3:GetObjekt");
    const document = await vscode.workspace.openTextDocument({ language: "iam-policy", content });
    await expectUnderlined(document, [["GetObjekt", "unknown-action"]]);
  });

  test("ordinary JSON is left alone", async () => {
    const ordinary = await open("app/settings.json");
    // A policy that was opened later has its finding, so the ordinary file has been looked at.
    const policy = await write("identity/opened-later.json", policyAllowing("s3:GetObjekt"));
    await expectUnderlined(policy, [["GetObjekt", "unknown-action"]]);
    await expectUnderlined(ordinary, []);
  });
});
