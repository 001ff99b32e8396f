/** The features of an editor in Terraform, of whose modules every file may say something of another. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import {
  type CodeAction,
  type CompletionList,
  type DocumentSymbol,
  type Hover,
  type TextDocumentEdit,
} from "vscode-languageserver-protocol/node";
import { EXPLAIN_DENIAL, type ExplainDenialResult } from "../../server/src/lsp/protocol.ts";
import { startServerHere, type TestServer, uriOf } from "../support/language-server.ts";
import { ownTime } from "../support/own-time.ts";

const ROLES = `resource "aws_iam_role" "r" {
  name               = "app"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "p" {
  role = aws_iam_role.r.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Sid = "Read", Effect = "Allow", Action = ["s3:GetObject"], Resource = "\${local.bucket}/*" }]
  })
}
`;

const DOCUMENTS = `data "aws_iam_policy_document" "trust" {
  statement {
    sid       = "Machines"
    actions   = ["sts:AssumeRole"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["111122223333"]
    }
  }
}
`;

const LOCALS = 'locals {\n  bucket = "arn:aws:s3:::data"\n}\n';

const MESSAGE =
  'User: arn:aws:sts::111122223333:assumed-role/app/s is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::data/x" because no identity-based policy allows the s3:PutObject action';

describe("in Terraform the language server", () => {
  let server: TestServer;

  before(async () => {
    server = await startServerHere({
      files: { "m/roles.tf": ROLES, "m/documents.tf": DOCUMENTS, "m/locals.tf": LOCALS },
    });
  });
  after(() => server.stop());

  const placeOf = (text: string, part: string, into = 0) => {
    const offset = text.indexOf(part) + into;
    const line = text.slice(0, offset).split("\n").length - 1;
    return { line, character: offset - (text.lastIndexOf("\n", offset - 1) + 1) };
  };

  test("knows from another file what kind of policy a data source makes, once that file is read", async () => {
    server.open("m/documents.tf", DOCUMENTS, "terraform");
    let codes: readonly unknown[] = [];
    while (!codes.includes("unsupported-element")) {
      codes = (await server.nextDiagnostics("m/documents.tf")).map(({ code }) => code);
    }
    assert.deepEqual(codes, ["unsupported-element"]);
  });

  test("knows the same of a file that the editor has no language for", async () => {
    const files = { "m/roles.tf": ROLES, "m/documents.tf": DOCUMENTS };
    const other = await startServerHere({ files });
    other.open("m/documents.tf", DOCUMENTS, "plaintext");
    let codes: readonly unknown[] = [];
    while (!codes.includes("unsupported-element")) {
      codes = (await other.nextDiagnostics("m/documents.tf")).map(({ code }) => code);
    }
    await other.stop();
  });

  test("mends what a policy has from another file there, as that file is open or on disk", async () => {
    const roles = ROLES.replace('["s3:GetObject"]', "local.verbs");
    const locals = `${LOCALS.slice(0, -2)}  verbs  = ["s3:GetObjekt"]\n}\n`;
    const other = await startServerHere({ files: { "m/roles.tf": roles, "m/locals.tf": locals } });
    const edit = async (): Promise<readonly TextDocumentEdit[]> => {
      const at = placeOf(roles, "local.verbs");
      const actions = await other.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
        textDocument: { uri: uriOf("m/roles.tf") },
        range: { start: at, end: at },
        context: { diagnostics: [] },
      });
      const fix = actions.find(({ title }) => title === "Replace 'GetObjekt' with 'GetObject' in 'm/locals.tf'");
      return (fix?.edit?.documentChanges ?? []) as readonly TextDocumentEdit[];
    };
    const edited = (version: number | null, text: string): readonly TextDocumentEdit[] => {
      const range = { start: placeOf(text, "s3:GetObjekt"), end: placeOf(text, "s3:GetObjekt", "s3:GetObjekt".length) };
      return [
        {
          textDocument: { uri: uriOf("m/locals.tf"), version },
          edits: [{ range, newText: "s3:GetObject" }],
        },
      ];
    };
    const told = async (): Promise<void> => {
      while (!(await other.nextDiagnostics("m/roles.tf")).some(({ code }) => code === "unknown-action"));
    };
    other.open("m/roles.tf", roles, "terraform");
    await told();
    assert.deepEqual(await edit(), edited(null, locals));
    const moved = `# moved\n${locals}`;
    other.open("m/locals.tf", moved, "terraform");
    // What is typed is not read at once, and an edit of the text before is not offered.
    let edits = await edit();
    while (edits.length === 0) edits = await edit();
    assert.deepEqual(edits, edited(1, moved));
    await other.stop();
  });

  test("checks a file of any name that a module reads a policy from", async () => {
    const policy =
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" }] }\n';
    const roles = ROLES.replace(/jsonencode\([^]*?\n {2}\}\)/, 'file("${path.module}/policies/app")');
    const other = await startServerHere({
      files: { "m/roles.tf": roles, "m/documents.tf": DOCUMENTS, "m/policies/app": policy },
    });
    other.open("m/policies/app", policy, "plaintext");
    let codes: readonly unknown[] = [];
    while (!codes.includes("unsupported-element")) {
      codes = (await other.nextDiagnostics("m/policies/app")).map(({ code }) => code);
    }
    await other.stop();
  });

  test("does not accuse the blanks of a policy in JSON that a module fills in, whether or not the module is open", async () => {
    const policy =
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::${bucket}/*" }] }\n';
    const roles = ROLES.replace(
      /jsonencode\([^]*?\n {2}\}\)/,
      'templatefile("${path.module}/app.json", { bucket = var.b })',
    );
    const other = await startServerHere({ files: { "m/roles.tf": roles, "m/app.json": policy } });
    other.open("m/app.json", policy);
    let codes: readonly unknown[] = [];
    while (!codes.includes("unsupported-element")) {
      codes = (await other.nextDiagnostics("m/app.json")).map(({ code }) => code);
    }
    assert.deepEqual(codes, ["unsupported-element"]);
    await other.stop();
  });

  test("learns what a policy in JSON is from a module that is opened after it", async () => {
    const policy =
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" }] }\n';
    const roles = ROLES.replace(/jsonencode\([^]*?\n {2}\}\)/, 'file("${path.module}/app.json")');
    const other = await startServerHere({ files: { "m/roles.tf": roles, "m/app.json": policy } });
    const namesOf = async (): Promise<readonly string[]> =>
      (
        await other.connection.sendRequest<DocumentSymbol[]>("textDocument/documentSymbol", {
          textDocument: { uri: uriOf("m/app.json") },
        })
      ).map(({ name }) => name);
    other.open("m/app.json", policy);
    assert.deepEqual(await namesOf(), ["Policy"]);
    other.open("m/roles.tf", roles, "terraform");
    let codes: readonly unknown[] = [];
    while (!codes.includes("unsupported-element")) {
      codes = (await other.nextDiagnostics("m/app.json")).map(({ code }) => code);
    }
    assert.deepEqual(await namesOf(), ["p"]);
    await other.stop();
  });

  test("reads a file that others refer to as it is typed, and as it is on disk once that is thrown away", async () => {
    const roles = ROLES.replace('"s3:GetObject"', "local.read");
    const localsOf = (action: string): string =>
      `locals {\n  read   = "${action}"\n  bucket = "arn:aws:s3:::data"\n}\n`;
    const files = { "m/roles.tf": roles, "m/documents.tf": DOCUMENTS, "m/locals.tf": localsOf("s3:GetObjekt") };
    const time = ownTime();
    const other = await startServerHere({ files }, { timing: time });
    const toldNext = async (part: string): Promise<void> => {
      // The server has seen what was told before once it answers.
      await other.connection.sendRequest("textDocument/documentLink", { textDocument: { uri: uriOf("m/roles.tf") } });
      time.pass(1_000);
      while (!JSON.stringify(await other.nextDiagnostics("m/roles.tf")).includes(part));
    };
    other.open("m/roles.tf", roles, "terraform");
    await toldNext("GetObjekt");
    other.open("m/locals.tf", localsOf("s3:PutObjekt"), "terraform");
    await toldNext("PutObjekt");
    other.change("m/locals.tf", localsOf("s3:ListBukket"));
    await toldNext("ListBukket");
    other.close("m/locals.tf");
    await toldNext("GetObjekt");
    await other.stop();
  });

  test("removes what does not belong there", async () => {
    const cursor = placeOf(DOCUMENTS, "resources");
    const actions = await server.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: uriOf("m/documents.tf") },
      range: { start: cursor, end: cursor },
      context: { diagnostics: [] },
    });
    const changes = JSON.stringify(actions.map(({ edit }) => edit?.documentChanges));
    assert.match(changes, /"newText":""/);
  });

  test("explains a condition on hover", async () => {
    const hover = await server.connection.sendRequest<Hover | null>("textDocument/hover", {
      textDocument: { uri: uriOf("m/documents.tf") },
      position: placeOf(DOCUMENTS, "aws:SourceAccount", 3),
    });
    assert.match(JSON.stringify(hover?.contents), /aws:SourceAccount/);
  });

  test("completes actions inside of policies, and nothing outside", async () => {
    const typed = ROLES.replace('"s3:GetObject"', '"s3:GetObjectT"');
    server.open("m/roles.tf", typed, "terraform");
    const at = async (part: string, into: number): Promise<readonly string[]> => {
      const list = await server.connection.sendRequest<CompletionList | null>("textDocument/completion", {
        textDocument: { uri: uriOf("m/roles.tf") },
        position: placeOf(typed, part, into),
      });
      return list?.items.map(({ label }) => label) ?? [];
    };
    assert.ok((await at('"s3:GetObjectT', 14)).includes("s3:GetObjectTagging"));
    assert.deepEqual(await at('"app"', 2), []);
    server.change("m/roles.tf", ROLES);
  });

  test("explains a denial by the role's block, and fixes it there", async () => {
    const result = await server.connection.sendRequest<ExplainDenialResult>(EXPLAIN_DENIAL, {
      message: MESSAGE,
      facts: {},
    });
    assert.equal(result.verdict, "explained");
    assert.match(result.text, /m\/roles\.tf:\d+ {2}Allow, statement Read of p/);
    const fix = result.denials[0]?.fixes[0];
    assert.equal(result.fixFiles[fix?.edits[0]?.file ?? -1]?.path, "m/roles.tf");
    assert.match(fix?.edits[0]?.newText ?? "", /s3:PutObject/);
  });
});

describe("the samples in Terraform and CloudFormation", () => {
  const samples = [
    ["samples/terraform", "main.tf", "terraform", ["resource-not-of-action", "unknown-action"]],
    ["samples/cloudformation", "template.yaml", "yaml", ["resource-not-of-action", "unknown-action"]],
  ] as const;
  for (const [folder, file, language, expected] of samples) {
    test(`${folder} has the two findings that it says, and a denial with a fix in it`, async () => {
      const text = readFileSync(`${folder}/${file}`, "utf8");
      const server = await startServerHere({ files: { [file]: text } });
      server.open(file, text, language);
      // What also fades is published twice.
      let codes: ReadonlySet<unknown> = new Set();
      while (codes.size < expected.length) {
        codes = new Set((await server.nextDiagnostics(file)).map(({ code }) => code));
      }
      assert.deepEqual([...codes].sort(), expected);
      const message = readFileSync(`${folder}/denied.txt`, "utf8");
      const explained = await server.connection.sendRequest<ExplainDenialResult>(EXPLAIN_DENIAL, {
        message,
        facts: {},
      });
      assert.ok(
        explained.denials[0]?.fixes.some(({ edits }) => edits.length > 0),
        explained.summary,
      );
      await server.stop();
    });
  }
});
