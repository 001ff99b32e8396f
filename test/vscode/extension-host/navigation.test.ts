/** Finding one's way: the outline, definitions, links, and who can do what. */
import assert from "node:assert/strict";
import { suite, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./support/eventually.ts";
import { fileUri, open, rangeOf, write } from "./support/workspace.ts";

const BUCKET = `resource "aws_s3_bucket" "declared" {
  bucket = "example-declared-bucket"
}
`;
const POLICY = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::example-declared-bucket" }],
  },
  null,
  2,
);

suite("finding one's way", () => {
  suiteTeardown(() => vscode.workspace.fs.delete(fileUri("declared"), { recursive: true }));

  test("the outline names statements by their Sids", async () => {
    const document = await open("identity/reports-reader.json");
    const names = await eventually(
      "the statements are in the outline",
      () => outlineOf(document),
      (found) => found.includes("CleanUp"),
    );
    assert.ok(names.includes("ReadReports"), names.join());
  });

  test("an ARN leads to where another file declares it, and is a link", async () => {
    await write("declared/bucket.tf", BUCKET);
    const document = await write("declared/list.json", POLICY);
    const position = rangeOf(document, "example-declared-bucket").start.translate(0, 3);
    const targets = await eventually(
      "the definition is found",
      () =>
        vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
          "vscode.executeDefinitionProvider",
          document.uri,
          position,
        ),
      (found) => found.length > 0,
    );
    const paths = targets.map((one) => ("targetUri" in one ? one.targetUri.path : one.uri.path));
    assert.ok(
      paths.some((path) => path.endsWith("/declared/bucket.tf")),
      paths.join(),
    );
    // Links are made of what is known by then: a file that is noticed in between is read again first.
    await eventually(
      "the ARN is a link",
      () => vscode.commands.executeCommand<vscode.DocumentLink[]>("vscode.executeLinkProvider", document.uri),
      (found) => found.some(({ target }) => target?.path.endsWith("/declared/bucket.tf")),
    );
  });

  test("Who Can lists the statements that deny and allow, and each place is a link", async () => {
    await open("identity/reports-reader.json");
    const answer = await vscode.commands.executeCommand<{ summary: string; uri: string }>("iamVerdict.whoCan", {
      question: "s3:DeleteObject arn:aws:s3:::example-audit/2025/log.gz",
    });
    assert.notEqual(answer.summary, "");
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.toString(), answer.uri);
    const text = document.getText();
    assert.match(text, /Denies it[^]*scp\/protect-audit\.json/);
    assert.match(text, /CleanUp|identity\/reports-reader\.json/);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      "vscode.executeLinkProvider",
      document.uri,
    );
    assert.ok(links.some(({ target }) => target?.path.endsWith("/scp/protect-audit.json")));
  });

  test("Who Can says what is wrong with a question", async () => {
    const answer = await vscode.commands.executeCommand<{ problem: string }>("iamVerdict.whoCan", {
      question: "s3:* arn:aws:s3:::example-audit/x",
    });
    assert.match(answer.problem, /one action/);
  });
});

async function outlineOf({ uri }: vscode.TextDocument): Promise<readonly string[]> {
  const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
    "vscode.executeDocumentSymbolProvider",
    uri,
  );
  const namesOf = (symbol: vscode.DocumentSymbol): readonly string[] => [
    symbol.name,
    ...symbol.children.flatMap(namesOf),
  ];
  return (symbols ?? []).flatMap(namesOf);
}
