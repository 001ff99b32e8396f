/**
 * Another branch is checked out while documents are open, closed and opened again: every text is another, versions begin
 * at 1, what a file says rests on its neighbours, and findings of what is gone are still under way. In the end, the server
 * says what one says that was started just now; and on the way there nothing comes back that was gone.
 */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import fc from "fast-check";
import { type Diagnostic, type PublishDiagnosticsParams } from "vscode-languageserver-protocol/node";
import { CHECK_WORKSPACE, FILES_CHANGED } from "../../server/src/lsp/protocol.ts";
import {
  buildServer,
  type ForkedServer,
  startServer,
  type TestServer,
  type TestWorkspace,
  uriOf,
} from "../support/language-server.ts";
import { searching } from "../support/searching.ts";

/** Its number is in what is said of it (`M7`), and in what is said of others that read it (`M8` of a local value). */
const TEXTS: Readonly<Record<string, { readonly language: string; readonly text: (number: number) => string }>> = {
  "alone.json": { language: "json", text: (number) => policyOf(`"s3:GetObjectM${number}"`) },
  "template.yaml": { language: "yaml", text: templateOf },
  "template.json": { language: "json", text: (number) => JSON.stringify(templateInJson(number), null, 2) },
  "module/main.tf": { language: "terraform", text: moduleOf },
  "module/locals.tf": { language: "terraform", text: (number) => `locals {\n  read = "s3:ListM${number}"\n}\n` },
  "module/documents.tf": { language: "terraform", text: documentOf },
  "module/policies/app.json": { language: "json", text: (number) => policyOf(`"sqs:SendM${number}"`) },
};
const PATHS = Object.keys(TEXTS);

/** What `main.tf` reads of them is said in it. */
const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = { "module/main.tf": ["module/locals.tf"] };

function policyOf(action: string): string {
  return `{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Action": [${action}], "Resource": "*" }]\n}\n`;
}

function templateOf(number: number): string {
  return `${"\n".repeat(number % 5)}Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: kms:DecryptM${number}
            Resource: "*"
`;
}

function templateInJson(number: number): object {
  const statement = { Effect: "Allow", Action: `sns:PublishM${number}`, Resource: "*" };
  const PolicyDocument = { Version: "2012-10-17", Statement: [statement] };
  return { Resources: { P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument } } } };
}

function moduleOf(number: number): string {
  return `${"\n".repeat(number % 5)}resource "aws_iam_policy" "p" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:PutObjectM${number}", local.read], Resource = "*" }]
  })
}

resource "aws_iam_role" "r" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_policy" "app" {
  policy = file("\${path.module}/policies/app.json")
}
`;
}

function documentOf(number: number): string {
  return `data "aws_iam_policy_document" "trust" {
  statement {
    actions   = ["sts:AssumeRoleM${number}"]
    resources = ["*"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}
`;
}

/** A run that waits for what never comes says so, in place of being cut off. A busy machine takes long for what comes. */
const PATIENCE_MS = 600_000;

/** A client whose files and documents change, and what the server tells it of them. */
class Workspace {
  /** What is on disk, and what is open. */
  readonly disk: Record<string, string> = {};
  readonly open = new Map<string, string>();
  /** Of the open documents, those that were edited since: what somebody types has no colour until a pause. */
  readonly typed = new Set<string>();
  /** The numbers that a file's text had, one after the other, as the server was told. */
  readonly #history = new Map<string, number[]>();
  /** Which of a file's texts the newest findings of a file were about. */
  readonly #shownAt = new Map<string, number>();
  readonly #shown = new Map<string, readonly Diagnostic[]>();
  readonly faults: string[] = [];
  #onShown: () => void = () => undefined;
  #last = 0;

  /** A number that no other text has. */
  next(): number {
    return ++this.#last;
  }

  listenTo(server: TestServer): void {
    server.connection.onNotification("textDocument/publishDiagnostics", (told: PublishDiagnosticsParams) => {
      const path = PATHS.find((one) => uriOf(one) === told.uri) ?? told.uri;
      this.#shown.set(path, told.diagnostics);
      this.#hold(path, JSON.stringify(told.diagnostics), "findings", this.#shownAt);
      this.#onShown();
    });
  }

  /** The server was told that the file has another text by now. */
  note(path: string): void {
    const text = this.open.get(path) ?? this.disk[path] ?? "";
    const history = this.#history.get(path) ?? [];
    this.#history.set(path, [...history, ...numbersIn(text)]);
  }

  /** How many texts each file has had until now. */
  moment(): ReadonlyMap<string, number> {
    return new Map(PATHS.map((path) => [path, (this.#history.get(path)?.length ?? 0) - 1]));
  }

  /** An answer about a file may rest on its text at the time of the question, or on a later one of a neighbour's. */
  holdAnswer(path: string, answer: string, asked: ReadonlyMap<string, number>): void {
    this.#hold(path, answer, "an answer", new Map([...asked].map(([file, at]) => [`${path} ${file}`, at])));
  }

  /** Resolves as soon as both show the same of every file, and says what they differ in if that never comes. */
  async agreesWith(other: Workspace): Promise<void> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    while (this.said() !== other.said() && !patience.aborted) {
      await new Promise<void>((resolve) => {
        this.#onShown = resolve;
        other.#onShown = resolve;
        patience.addEventListener("abort", () => {
          resolve();
        });
      });
    }
    assert.equal(this.said(), other.said());
  }

  said(): string {
    const told = PATHS.map((path) => [
      path,
      [...(this.#shown.get(path) ?? [])].map((one) => JSON.stringify(one)).sort(),
    ]);
    return JSON.stringify(told, null, 1);
  }

  /** `since`: for the file and each that it reads, the earliest of its texts that may be meant; it is moved on. */
  #hold(path: string, told: string, what: string, since: Map<string, number>): void {
    for (const number of numbersIn(told)) {
      const file = [path, ...(NEIGHBOURS[path] ?? [])].find((one) => this.#history.get(one)?.includes(number));
      const at = this.#history.get(file ?? "")?.indexOf(number, since.get(`${path} ${file ?? ""}`) ?? 0) ?? -1;
      if (at < 0) this.faults.push(`${what} of ${path} name M${number}, which is gone`);
      else since.set(`${path} ${file ?? ""}`, at);
    }
  }
}

function numbersIn(told: string): readonly number[] {
  return [...new Set((told.match(/(?<=[a-z]M)\d+/g) ?? []).map(Number))];
}

describe("another branch is checked out while documents are open", () => {
  const { seed, numRuns } = searching(300);
  const running = new Set<ForkedServer>();
  after(() => {
    for (const { process } of running) process.kill();
  });

  test(
    `${numRuns} times under load, and nothing is told of what is gone`,
    { timeout: Math.max(1_800_000, numRuns * 6_000) },
    async () => {
      const module = await buildServer();
      const start = async (files: Record<string, string>, answer?: TestWorkspace["answer"]): Promise<ForkedServer> => {
        const started = await startServer(module, { files, ...(answer === undefined ? {} : { answer }) }, "stdio");
        running.add(started);
        return started;
      };
      const drawn = fc.sample(fc.nat(), { seed, numRuns: numRuns * 40 });
      let used = 0;
      const draw = (below: number): number => (drawn[used++ % drawn.length] ?? 0) % below;
      const here = new Workspace();
      for (const path of PATHS) here.disk[path] = TEXTS[path]!.text(here.next());
      const server = await start(here.disk, slowly(draw));
      here.listenTo(server);
      for (const path of PATHS) here.note(path);
      await server.connection.sendRequest(CHECK_WORKSPACE, { progress: "first" });
      const answers: Promise<unknown>[] = [];

      const close = (path: string): void => {
        if (!here.open.delete(path)) return;
        here.typed.delete(path);
        server.close(path);
        here.note(path);
      };
      const open = (path: string): void => {
        close(path);
        const { language, text } = TEXTS[path]!;
        // As often as not, what is on disk.
        here.open.set(path, draw(2) === 0 ? (here.disk[path] ?? "") : text(here.next()));
        here.note(path);
        server.open(path, here.open.get(path)!, language);
      };
      const type = (path: string): void => {
        if (!here.open.has(path)) return;
        here.typed.add(path);
        here.open.set(path, TEXTS[path]!.text(here.next()));
        here.note(path);
        server.change(path, here.open.get(path)!);
      };
      const writeToDisk = (paths: readonly string[]): void => {
        for (const path of paths) here.disk[path] = TEXTS[path]!.text(here.next());
        void server.connection.sendNotification(FILES_CHANGED, { uris: paths.map(uriOf) });
        for (const path of paths) if (!here.open.has(path)) here.note(path);
      };
      const ask = (path: string): void => {
        const text = here.open.get(path);
        if (text === undefined) return;
        const asked = here.moment();
        for (const [method, params] of questionsAbout(text)) {
          const answer = server.connection
            .sendRequest(method, { textDocument: { uri: uriOf(path) }, ...params })
            .then((told) => here.holdAnswer(path, JSON.stringify(told), asked));
          answers.push(answer);
        }
      };
      const checkOut = (): void => {
        const [first, then] = draw(2) === 0 ? [writeToDisk, reopenSome] : [reopenSome, writeToDisk];
        first(PATHS);
        then(PATHS);
      };
      const reopenSome = (paths: readonly string[]): void => {
        for (const path of paths) if (draw(3) === 0) open(path);
      };

      for (let turn = 1; turn <= numRuns; turn++) {
        const path = PATHS[draw(PATHS.length)]!;
        const turns = [open, open, open, type, type, close, (one: string) => writeToDisk([one]), checkOut];
        turns[draw(turns.length)]!(path);
        if (draw(2) === 0) ask(PATHS[draw(PATHS.length)]!);
        if (draw(4) === 0) await Promise.all(answers.splice(0));
        if (turn % 50 === 0 || turn === numRuns) await comparedWithNewServer();
      }
      await Promise.all(answers);
      await server.stop();
      assert.deepEqual(here.faults, []);

      async function comparedWithNewServer(): Promise<void> {
        const fresh = new Workspace();
        Object.assign(fresh.disk, here.disk);
        const other = await start(fresh.disk);
        fresh.listenTo(other);
        for (const [path, text] of here.open) {
          fresh.open.set(path, text);
          other.open(path, text, TEXTS[path]!.language);
        }
        await other.connection.sendRequest(CHECK_WORKSPACE, { progress: "other" });
        await here.agreesWith(fresh);
        // Whatever was still under way has come by the end of a check of everything.
        await server.connection.sendRequest(CHECK_WORKSPACE, { progress: "again" });
        await here.agreesWith(fresh);
        assert.match(here.said(), /[a-z]M\d/);
        for (const [path, text] of here.open) {
          for (const [method, params] of questionsAbout(text)) {
            if (method === COLOURS && here.typed.has(path)) continue;
            const question = { textDocument: { uri: uriOf(path) }, ...params };
            const [one, another] = await Promise.all([
              server.connection.sendRequest(method, question),
              other.connection.sendRequest(method, question),
            ]);
            assert.equal(withoutNumbers(one), withoutNumbers(another), `${method} of ${path}`);
          }
        }
        await other.stop();
      }
    },
  );
});

/** The client takes its time: what it read may have changed before its answer arrives. */
function slowly(draw: (below: number) => number): (method: string, usual: () => unknown) => unknown {
  return async (_method, usual) => {
    const answer: unknown = await usual();
    for (let turns = draw(30); turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
    return answer;
  };
}

/** The number of a version, an answer or a fix is of the server that gave it. */
function withoutNumbers(answer: unknown): string {
  return JSON.stringify(answer, (name, value: unknown) => (/^(version|resultId|serial)$/.test(name) ? 0 : value), 1);
}

const COLOURS = "textDocument/semanticTokens/full";

function questionsAbout(text: string): readonly (readonly [method: string, params: object])[] {
  const offset = /[a-z]M\d/.exec(text)?.index ?? 0;
  const before = text.slice(0, offset).split("\n");
  const position = { line: before.length - 1, character: (before.at(-1) ?? "").length };
  const range = { start: position, end: position };
  return [
    ["textDocument/hover", { position }],
    ["textDocument/documentSymbol", {}],
    ["textDocument/codeAction", { range, context: { diagnostics: [] } }],
    ["textDocument/definition", { position }],
    [COLOURS, {}],
  ];
}
