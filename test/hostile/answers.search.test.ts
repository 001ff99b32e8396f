/**
 * What a client answers to each question of the server, whatever the protocol says of answers. The server goes on, says at
 * most once what is wrong, and works as soon as the client does.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { FIND_FILES, READ_ASSET, READ_FILES } from "../../server/src/lsp/protocol.ts";
import { packedMiniCatalog } from "../support/mini-catalog.ts";
import { type OwnTime, ownTime } from "../support/own-time.ts";
import { type RawClient, type ReceivedMessage, startRawClient } from "../support/raw-client.ts";
import { someOf } from "../support/searching.ts";

const URI = "file:///workspace/policy.json";
const CONFIG = "file:///workspace/iam-verdict.json";
const POLICY = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" } }`;
const EFFECT = { line: 0, character: POLICY.indexOf("Effect") + 1 };
const SLOW_POLICY = `{ "Version": "2012-10-17", "Statement": [${Array.from({ length: 3 }, (_, at) => `{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::bucket-${at}/*" }`).join(", ")}] }`;

const PROGRESS = "window/workDoneProgress/create";

/** What a client that behaves answers. */
const USUAL: Readonly<Record<string, (params: never) => unknown>> = {
  "workspace/configuration": () => [{ lenses: { matchingRequest: true } }],
  "client/registerCapability": () => null,
  [PROGRESS]: () => null,
  "workspace/codeLens/refresh": () => null,
  "workspace/inlayHint/refresh": () => null,
  "workspace/semanticTokens/refresh": () => null,
  [FIND_FILES]: ({ include }: { include: string }) => (/iam-verdict\.json$/.test(include) ? [{ uri: CONFIG }] : []),
  [READ_FILES]: ({ uris }: { uris: readonly string[] }) => uris.map((uri) => ({ uri, text: "{}" })),
  [READ_ASSET]: ({ name }: { name: string }) => {
    const { core, descriptions, managedPolicies } = packedMiniCatalog();
    return { "catalog-core.json": core, "catalog-descriptions.json": descriptions }[name] ?? managedPolicies;
  },
};

function deep(levels: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

const CODES = [
  -32700, -32600, -32601, -32602, -32603, -32099, -32002, -32001, -32803, -32802, -32801, -32800, 0, 7, 1e300,
];

/** The messages that are the answer; `usual` is the one that would be right. */
type Answers = (id: number | string, usual: object) => readonly object[];

const ANSWERS: Readonly<Record<string, Answers>> = {
  null: (id) => [{ id, result: null }],
  "a number": (id) => [{ id, result: 42 }],
  true: (id) => [{ id, result: true }],
  "an empty text": (id) => [{ id, result: "" }],
  "an object": (id) => [{ id, result: { 0: 1, length: 1 } }],
  "a list of nulls": (id) => [{ id, result: [null, null] }],
  "a list of lists": (id) => [{ id, result: [[[]]] }],
  "own names of every object": (id) => [
    { id, result: [JSON.parse(`{"__proto__":{"uri":"x"},"constructor":null,"hasOwnProperty":7}`)] },
  ],
  "twenty thousand things": (id) => [{ id, result: Array.from({ length: 20_000 }, (_, at) => at) }],
  "a text of a megabyte": (id) => [{ id, result: "x".repeat(1_000_000) }],
  "lists within lists": (id) => [{ id, result: deep(3_000) }],
  nothing: (id) => [{ id }],
  "an error without anything": (id) => [{ id, error: {} }],
  "an error that is null": (id) => [{ id, error: null }],
  "an error that is a text": (id) => [{ id, error: "no" }],
  "an error with a code in words": (id) => [{ id, error: { code: "ENOENT", message: 7 } }],
  "an error with line feeds and escapes": (id) => [
    { id, error: { code: -32603, message: "a\n::error::b\u001b[31m\u202ec" } },
  ],
  "an error with a message of a megabyte": (id) => [{ id, error: { code: -32603, message: "x".repeat(1_000_000) } }],
  "an error beside a result": (_, usual) => [{ ...usual, error: { code: -32603, message: "both" } }],
  ...Object.fromEntries(
    CODES.map((code) => [`error ${code}`, (id: number | string) => [{ id, error: { code, message: "not now" } }]]),
  ),
  "the right thing twice": (_, usual) => [usual, usual],
  "the right thing, then an error": (id, usual) => [usual, { id, error: { code: -32603, message: "changed my mind" } }],
  "an error, then the right thing": (id, usual) => [{ id, error: { code: -32603, message: "not now" } }, usual],
  "the right thing for an id of another type": (id, usual) => [{ ...usual, id: String(id) }],
  "the right thing for another id": (_, usual) => [{ ...usual, id: 987_654 }],
  "the right thing for no id": (_, usual) => [{ ...usual, id: null }],
  "a question of its own first": (_, usual) => [{ id: "own", method: "iamVerdict/unknown", params: [] }, usual],
  never: () => [],
};

/** A client that has never heard of our files of data is believed, and not asked again. */
const IS_FINAL = { method: READ_ASSET, name: "error -32601" };

const ROWS = Object.keys(USUAL)
  .flatMap((method) => Object.keys(ANSWERS).map((name) => ({ method, name })))
  .filter(({ method, name }) => method !== IS_FINAL.method || name !== IS_FINAL.name);

describe("an answer of another form than the protocol has", () => {
  for (const { method, name } of someOf(ROWS, 0)) {
    test(`${method}: ${name}`, async () => {
      const time = method === PROGRESS ? hurrying(ownTime()) : ownTime();
      let behaves = false;
      let asked = 0;
      const client = startRawClient(
        (one, request) => {
          const usual = usualAnswer(request);
          if (request.method === method) asked++;
          const messages =
            request.method !== method || behaves ? [usual] : (ANSWERS[name] ?? assert.fail())(request.id ?? 0, usual);
          one.send(...messages);
        },
        { timing: time, assets: method === READ_ASSET ? "client" : "own" },
      );
      const assertSaidOnce = (): void => {
        // Where time flies, whatever is asked is late.
        const said = client.logged().filter((line) => method !== PROGRESS || !/has not answered in time/.test(line));
        assert.ok(said.length <= 1, said.join("\n"));
      };
      await open(client, time);
      await until(time, () => asked > 0);
      // Long enough for whatever waits for an answer to give up.
      await hoverAnswer(client, time);
      for (let at = 0; at < 700; at++) {
        time.pass(10);
        await turn();
      }
      assertSaidOnce();

      behaves = true;
      client.send({
        method: "textDocument/didChange",
        params: { textDocument: { uri: URI, version: 2 }, contentChanges: [{ text: POLICY }] },
      });
      await until(time, () => (client.findingsOf(URI) ?? []).length === 1);
      await until(time, async () => /Allow/.test(JSON.stringify(await hoverAnswer(client, time))));
      assertSaidOnce();
      for (const line of client.logged()) assert.doesNotMatch(line, /\u001b|\u202e|\n::/, line);
      for (const line of client.logged()) assert.ok(line.length < 2_000, line.slice(0, 200));
      await end(client, time);
    });
  }
});

describe("an answer that comes when it is over", () => {
  for (const method of someOf(Object.keys(USUAL), 0)) {
    test(`${method}: after shutdown, and when the connection has broken off`, async () => {
      const time = method === PROGRESS ? hurrying(ownTime()) : ownTime();
      const held: object[] = [];
      const client = startRawClient(
        (one, request) => {
          if (request.method === method) held.push(usualAnswer(request));
          else one.send(usualAnswer(request));
        },
        { timing: time, assets: method === READ_ASSET ? "client" : "own" },
      );
      await open(client, time);
      await until(time, () => held.length > 0);
      const id = client.ask("shutdown", null);
      await until(time, () => client.answerTo(id) !== undefined);
      const before = client.logged().length;
      client.send(...held);
      for (let at = 0; at < 100; at++) {
        time.pass(1_000);
        await turn();
      }
      assert.equal(client.logged().length, before, client.logged().join("\n"));
      client.hangUp();
      for (let at = 0; at < 20; at++) {
        time.pass(1_000);
        await turn();
      }
      assert.equal(client.logged().length, before, client.logged().join("\n"));
    });
  }
});

/** Time that goes on with every look at it: whatever is done takes long, and its progress is shown. */
function hurrying(time: OwnTime): OwnTime {
  return {
    ...time,
    now() {
      time.pass(1_500);
      return time.now();
    },
  };
}

function usualAnswer({ id, method = "", params }: ReceivedMessage): object {
  const usual = USUAL[method] ?? assert.fail(`asked for ${method}`);
  return { id, result: usual(params as never) };
}

async function open(client: RawClient, time: OwnTime): Promise<void> {
  const id = client.ask("initialize", {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: "file:///workspace", name: "workspace" }],
    capabilities: {
      workspace: {
        configuration: true,
        workspaceFolders: true,
        didChangeConfiguration: { dynamicRegistration: true },
        semanticTokens: { refreshSupport: true },
        codeLens: { refreshSupport: true },
        inlayHint: { refreshSupport: true },
      },
      window: { workDoneProgress: true },
    },
  });
  await until(time, () => client.answerTo(id) !== undefined);
  client.send(
    { method: "initialized", params: {} },
    {
      method: "textDocument/didOpen",
      params: { textDocument: { uri: URI, languageId: "json", version: 1, text: SLOW_POLICY } },
    },
    { method: "workspace/didChangeConfiguration", params: { settings: null } },
    { method: "workspace/didChangeConfiguration", params: { settings: null } },
  );
}

async function hoverAnswer(client: RawClient, time: OwnTime): Promise<unknown> {
  const id = client.ask("textDocument/hover", { textDocument: { uri: URI }, position: EFFECT });
  await until(time, () => client.answerTo(id) !== undefined);
  const answer = client.answerTo(id);
  assert.equal(answer?.error, undefined, JSON.stringify(answer));
  return answer?.result;
}

async function end(client: RawClient, time: OwnTime): Promise<void> {
  const id = client.ask("shutdown", null);
  await until(time, () => client.answerTo(id) !== undefined);
  client.hangUp();
}

async function until(time: OwnTime, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let turns = 0; !(await condition()); turns++) {
    assert.ok(turns < 20_000, "nothing came");
    time.pass(5);
    await turn();
  }
}

function turn(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}
