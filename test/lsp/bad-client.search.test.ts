/**
 * The server outlives its client: whatever comes of a question to it, the server answers its own, says so once in the
 * log, and asks again until there is an answer.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ErrorCodes, type Hover, ResponseError } from "vscode-languageserver-protocol/node";
import {
  CHECK_FACT,
  FACT_KEYS,
  WHO_CAN,
  EXPLAIN_DENIAL,
  FILES_CHANGED,
  FIND_FILES,
  READ_ASSET,
  READ_FILES,
} from "../../server/src/lsp/protocol.ts";
import { startServerHere, type TestServer, uriOf } from "../support/language-server.ts";
import { type OwnTime, ownTime } from "../support/own-time.ts";
import { someOf } from "../support/searching.ts";

const WRONG = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" } }`;

/** What the client says when it is asked for what it misbehaves about. */
const HINT = { severity: { "unknown-action": "hint" } };

/** What the client does instead of answering; undefined for an answer that comes when it behaves again. */
const MISBEHAVIOURS: Readonly<Record<string, (() => unknown) | undefined>> = {
  "answers null": () => null,
  "answers with a number": () => 42,
  "answers with a text": () => "yes",
  "answers with another object": () => ({ files: [], 0: 1 }),
  "answers with a list of something else": () => [7],
  "answers with a list of half of it": () => [{ uri: 7 }],
  "answers with two things": () => [[], []],
  "answers with an error": () => new ResponseError(ErrorCodes.InternalError, "not now"),
  "says that it was cancelled": () => new ResponseError(-32800, ""),
  "fails while it answers": () => {
    throw new Error("broken");
  },
  "answers late": undefined,
};

interface Asked {
  readonly method: string;
  /** Answers that are as good as none for this one. */
  readonly accepts: readonly string[];
}

const QUESTIONS: readonly Asked[] = [
  // Settings with names that nobody knows are settings.
  { method: "workspace/configuration", accepts: ["answers with a list of half of it"] },
  { method: FIND_FILES, accepts: [] },
  { method: READ_FILES, accepts: [] },
  { method: READ_ASSET, accepts: [] },
  // Any answer to this one agrees.
  {
    method: "client/registerCapability",
    accepts: Object.keys(MISBEHAVIOURS).filter((one) => /^answers with (?!an e)|null/.test(one)),
  },
];

const ROWS = QUESTIONS.flatMap(({ method, accepts }) =>
  Object.entries(MISBEHAVIOURS)
    .filter(([name]) => !accepts.includes(name))
    .map(([name, answer]) => ({ method, name, answer })),
);

describe("a client that misbehaves", () => {
  for (const { method, name, answer } of someOf(ROWS, 0)) {
    test(`${method}: ${name}`, async () => {
      const time = ownTime();
      let asked = 0;
      let behaves = false;
      const late: (() => void)[] = [];
      const server = await startServerHere(
        {
          files: { "iam-verdict.json": JSON.stringify(method === "workspace/configuration" ? {} : HINT) },
          settings: method === "workspace/configuration" ? HINT : {},
          answer(given, usual) {
            if (given !== method) return usual();
            asked++;
            if (behaves) return usual();
            return answer === undefined ? new Promise((resolve) => late.push(() => resolve(usual()))) : answer();
          },
        },
        { timing: time, assets: "client" },
      );

      server.open("policy.json", WRONG);
      if (method !== READ_ASSET) await passing(time, server.nextDiagnostics("policy.json"));
      await passing(time, hover(server));
      await until(time, () => server.logged.length > 0);
      assert.equal(server.logged.length, 1, server.logged.join("\n"));
      assert.match(server.logged[0] ?? "", /^The client .* when asked for .*\. IAM Verdict goes on without an answer/);

      behaves = true;
      const before = asked;
      late.forEach((settle) => settle());
      if (method === READ_ASSET) assert.notDeepEqual(await passing(time, server.nextDiagnostics("policy.json")), []);
      else if (method !== "client/registerCapability") await passing(time, untilHint(server));
      if (answer !== undefined) await until(time, () => asked > before);
      assert.equal(server.logged.length, 1, server.logged.join("\n"));
      await server.stop();
    });
  }
});

/** Time goes on until the result is there, but not faster than messages travel. */
async function passing<Result>(time: OwnTime, result: Promise<Result>): Promise<Result> {
  let there = false;
  void result.finally(() => {
    there = true;
  });
  await until(time, () => there);
  return result;
}

async function until(time: OwnTime, condition: () => boolean): Promise<void> {
  while (!condition()) {
    time.pass(10);
    await new Promise((resume) => setImmediate(resume));
  }
}

async function untilHint(server: TestServer): Promise<void> {
  const [diagnostic] = await server.nextDiagnostics("policy.json");
  if (diagnostic?.severity !== 4) await untilHint(server);
}

function hover(server: TestServer): Promise<Hover | null> {
  const position = { line: 0, character: WRONG.indexOf("Effect") + 1 };
  return server.connection.sendRequest("textDocument/hover", { textDocument: { uri: uriOf("policy.json") }, position });
}

describe("messages of another form than agreed", () => {
  const DOCUMENT = { uri: uriOf("policy.json") };
  const PARAMS: readonly unknown[] = [
    undefined,
    null,
    7,
    "x",
    [],
    {},
    { textDocument: null },
    { textDocument: { uri: 7 }, position: { line: 0, character: 0 } },
    { textDocument: DOCUMENT, position: { line: -1, character: 1e9 }, range: null, context: null },
    {
      textDocument: DOCUMENT,
      range: { start: { line: 9, character: 9 }, end: { line: 0, character: 0 } },
      context: {},
    },
    { message: 7, facts: null },
    { message: "denied", facts: { "": 7, __proto__: [] } },
    { key: null, value: [] },
    { uris: [7, null] },
    { label: 7, data: {} },
  ];

  test("are answered with an error, and the next one is answered", async () => {
    const server = await startServerHere({}, { assets: "client" });
    server.open("policy.json", WRONG);
    assert.equal((await server.nextDiagnostics("policy.json")).length, 1);
    const features = [
      "hover",
      "completion",
      "codeAction",
      "documentSymbol",
      "selectionRange",
      "foldingRange",
      "definition",
      "references",
      "documentLink",
      "codeLens",
      "inlayHint",
    ];
    const requests = features.map((name) => `textDocument/${name}`);
    for (const params of PARAMS) {
      for (const method of [
        ...requests,
        "workspace/symbol",
        "completionItem/resolve",
        EXPLAIN_DENIAL,
        CHECK_FACT,
        FACT_KEYS,
        WHO_CAN,
        "iamVerdict/unknown",
      ]) {
        await server.connection.sendRequest(method, params).catch((error: unknown) => {
          assert.ok(error instanceof ResponseError, String(error));
        });
      }
      for (const method of ["workspace/didChangeConfiguration", "textDocument/didSave", FILES_CHANGED]) {
        await server.connection.sendNotification(method, params);
      }
    }
    assert.ok((await hover(server)) !== null);
    await server.stop();
  });
});
