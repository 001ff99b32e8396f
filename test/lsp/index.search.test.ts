/**
 * Files come, go, move, become policies and are ignored, while one server runs. After each change it answers a denial, and
 * says of every policy, what a server says that was started just now.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Diagnostic, type PublishDiagnosticsParams } from "vscode-languageserver-protocol/node";
import {
  CHECK_WORKSPACE,
  EXPLAIN_DENIAL,
  type ExplainDenialResult,
  FILES_CHANGED,
} from "../../server/src/lsp/protocol.ts";
import { startServerHere, type TestServer, uriOf } from "../support/language-server.ts";
import { searching } from "../support/searching.ts";

const MESSAGES = [
  "User: arn:aws:sts::111122223333:assumed-role/app/s is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::uploads/x because no identity-based policy allows the s3:PutObject action",
  "User: arn:aws:sts::111122223333:assumed-role/app/s is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::uploads/x with an explicit deny in a resource-based policy",
];

const policyOf = (effect: string, action: string, principal = ""): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "${effect}",${principal} "Action": "${action}", "Resource": "arn:aws:s3:::uploads/*" }] }`;

/** What a file may hold, by its ending. Of some nothing is read, and some are only half typed. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  ".json": [
    policyOf("Allow", "s3:GetObject"),
    policyOf("Allow", "s3:PutObjekt"),
    policyOf("Deny", "s3:PutObject", ` "Principal": "*",`),
    `{ "name": "no policy" }`,
    `{ "Statement": [`,
  ],
  ".tf": [
    `resource "aws_iam_role" "app" {\n  name = "app"\n  assume_role_policy = file("\${path.module}/p.json")\n}\n`,
    `resource "aws_iam_role_policy" "app" {\n  role   = "app"\n  policy = file("\${path.module}/p.json")\n}\n`,
    `resource "aws_iam_role_policy" "app" {\n  role   = "app"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.action, Resource = "*" }] })\n}\n`,
    `locals {\n  action = "s3:GetObjekt"\n}\n`,
    `locals {\n  action = "s3:PutObject"\n}\n`,
    `resource "aws_s3_bucket_policy" "b" {\n  bucket = "uploads"\n  policy = file("\${path.module}/../p.json")\n}\n`,
    "",
  ],
  ".yaml": [
    `Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: app\n      Policies:\n        - PolicyName: p\n          PolicyDocument:\n            ${policyOf("Allow", "s3:ListBuckett")}\n`,
    "a: 1\n",
  ],
  ".gitignore": ["old/\n", "p.json\n", "*.yaml\n", "!p.json\n", ""],
};
const FOLDERS = ["", "a/", "a/b/", "old/", ".terraform/modules/m/"];
const NAMES = ["p.json", "q.json", "main.tf", "locals.tf", "t.yaml", ".gitignore"];

type Files = Record<string, string>;

/** The paths that an editor tells of. */
function changed(files: Files, [kind, one, other, text]: readonly number[]): readonly string[] {
  const pick = <T>(list: readonly T[], at = 0): T => list[at % list.length] ?? assert.fail();
  const paths = Object.keys(files);
  const path = pick(FOLDERS, one) + pick(NAMES, other);
  const write = (): readonly string[] => {
    const ending = Object.keys(TEXTS).find((end) => path.endsWith(end)) ?? assert.fail();
    files[path] = pick(TEXTS[ending] ?? [], text);
    return [path];
  };
  switch (pick(["write", "write", "remove", "move", "folder-moves", "folder-moves", "folder-goes"], kind)) {
    case "remove": {
      if (paths.length === 0) return write();
      const gone = pick(paths, other);
      Reflect.deleteProperty(files, gone);
      return [gone];
    }
    case "move": {
      if (paths.length === 0) return write();
      const from = pick(paths, text);
      const to = pick(FOLDERS, one) + (from.split("/").at(-1) ?? "");
      const moved = files[from] ?? "";
      Reflect.deleteProperty(files, from);
      files[to] = moved;
      return [from, to];
    }
    // Of a folder the editor tells no more than its own address.
    case "folder-moves": {
      const [from, to] = [pick(["a/", "old/", "a/b/"], one), pick(["old/", "a/", "c/", "a/b/"], other)];
      if (to.startsWith(from) || from.startsWith(to)) return write();
      const inside = paths.filter((own) => own.startsWith(from));
      for (const own of paths.filter((each) => each.startsWith(to))) Reflect.deleteProperty(files, own);
      for (const own of inside) {
        files[to + own.slice(from.length)] = files[own] ?? "";
        Reflect.deleteProperty(files, own);
      }
      return [from.slice(0, -1), to.slice(0, -1)];
    }
    case "folder-goes": {
      const folder = pick(["a/", "old/", "a/b/"], one);
      for (const own of paths.filter((each) => each.startsWith(folder))) Reflect.deleteProperty(files, own);
      return [folder.slice(0, -1)];
    }
    default:
      return write();
  }
}

/** Folders of the same names with other texts in each: what moves to where others were must not be taken for them. */
function filesAtFirst(): Files {
  const [role = "", attached = "", inline = "", misspelt = "", right = ""] = TEXTS[".tf"] ?? [];
  const [get = "", wrong = "", deny = ""] = TEXTS[".json"] ?? [];
  return {
    "main.tf": role,
    "p.json": get,
    "a/main.tf": attached,
    "a/p.json": get,
    "a/b/main.tf": inline,
    "a/b/locals.tf": misspelt,
    "old/main.tf": attached,
    "old/p.json": wrong,
    "c/main.tf": inline,
    "c/locals.tf": right,
    "c/p.json": deny,
  };
}

/** What a server shows of the closed files, and how it explains the denials. */
class Answers {
  readonly #shown = new Map<string, readonly Diagnostic[]>();
  readonly #server: TestServer;

  constructor(server: TestServer) {
    this.#server = server;
    server.connection.onNotification("textDocument/publishDiagnostics", (told: PublishDiagnosticsParams) => {
      this.#shown.set(told.uri, told.diagnostics);
    });
  }

  async now(): Promise<string> {
    const { connection } = this.#server;
    const explained: string[] = [];
    for (const message of MESSAGES) {
      const answer: ExplainDenialResult = await connection.sendRequest(EXPLAIN_DENIAL, { message, facts: {} });
      explained.push(answer.text);
    }
    const summary = await connection.sendRequest(CHECK_WORKSPACE, { progress: "p" });
    const shown = [...this.#shown].filter(([, found]) => found.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify({ explained, summary, shown }, (key, value: unknown) => (key === "data" ? 0 : value), 1);
  }
}

describe("files come, go and move", () => {
  const search = searching(40);
  test(
    "and the answers are those of a new server",
    { timeout: Math.max(600_000, search.numRuns * 15_000) },
    async () => {
      const run = fc.array(fc.nat(10_000), { minLength: 4, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(fc.array(run, { minLength: 3, maxLength: 10 }), async (steps) => {
          const files = filesAtFirst();
          const server = await startServerHere({ files });
          const answers = new Answers(server);
          await answers.now();
          for (const step of steps) {
            const uris = changed(files, step).map(uriOf);
            for (const uri of uris) await server.connection.sendNotification(FILES_CHANGED, { uris: [uri] });
            const fresh = await startServerHere({ files: { ...files } });
            assert.equal(await answers.now(), await new Answers(fresh).now());
            await fresh.stop();
          }
          await server.stop();
        }),
        search,
      );
    },
  );
});
