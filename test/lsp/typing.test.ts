/** Typing at speed: what is sought for a text that is not the newest any more is sought no further. Counted, not timed. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Diagnostic, DiagnosticTag } from "vscode-languageserver-protocol/node";
import { type LspServer } from "../../server/src/lsp/lsp-server.ts";
import { type DocumentVersion } from "../../server/src/lsp/open-documents.ts";
import { createFindingsPublisher } from "../../server/src/lsp/publish-findings.ts";
import { yieldToEvents } from "../../server/src/lsp/run-safe.ts";
import { PAUSE_MS } from "../../server/src/lsp/typed-places.ts";
import { createWork } from "../../server/src/lsp/work.ts";
import { type FindingsRun } from "../../server/src/service/index.ts";
import { startServerHere } from "../support/language-server.ts";
import { ownTime } from "../support/own-time.ts";

const STEPS = 500;
const EDITS = 200;

/** A document that is edited, and for each of its versions how many steps its search took while it was not the newest. */
interface Typing {
  readonly server: LspServer;
  readonly edit: () => DocumentVersion;
  readonly taken: Map<number, number>;
  readonly stale: Map<number, number>;
  /** The versions whose findings were published. */
  readonly published: readonly number[];
  readonly failures: readonly string[];
}

function typing(): Typing {
  const failures: string[] = [];
  let newest = 0;
  let clock = 0;
  const taken = new Map<number, number>();
  const stale = new Map<number, number>();
  const published: number[] = [];
  const count = (counts: Map<number, number>, version: number): void => {
    counts.set(version, (counts.get(version) ?? 0) + 1);
  };
  const runOf = (own: DocumentVersion): FindingsRun => {
    const { version } = own;
    let left = STEPS;
    return {
      get phase() {
        return left === 0 ? "done" : "looking";
      },
      found: [],
      places: [],
      accepted: [],
      progress: 0,
      step() {
        count(taken, version);
        if (!own.isNewest()) count(stale, version);
        return --left === 0 ? "last" : "more";
      },
      stepAt: () => "last",
    };
  };
  const known = {
    shown: {
      has: () => true,
      show: (_uri: string, version: number) => Promise.resolve(void published.push(version)),
    },
    client: { folders: [], pages: undefined, managedPolicies: undefined },
    log: { error: (message: string) => failures.push(message) },
    // A slice of the loop is then ten steps, however fast they are and whatever this process is told meanwhile.
    work: createWork(
      () => ++clock,
      () => 0,
    ),
    readings: {
      async of(version: DocumentVersion) {
        await yieldToEvents();
        return version.isNewest() ? { service: { diagnostics: () => runOf(version) } } : undefined;
      },
    },
    startProgress: () => ({ report: () => undefined, done: () => undefined }),
    typed: { note: () => undefined, placeIn: () => undefined, forget: () => undefined },
  };
  return {
    server: known as unknown as LspServer,
    edit() {
      const version = ++newest;
      const uri = "file:///policy.json";
      return {
        uri,
        version,
        serial: version,
        languageId: "json",
        text: TextDocument.create(uri, "json", version, "{}"),
        isNewest: () => version === newest,
      };
    },
    taken,
    stale,
    published,
    failures,
  };
}

describe("typing at speed", () => {
  for (const turns of [2, 5, 20]) {
    test(`with ${turns} turns of the event loop between two edits, no search goes on for an old text`, async () => {
      const { server, edit, taken, stale, published, failures } = typing();
      const publisher = createFindingsPublisher(server);
      for (let count = 0; count < EDITS; count++) {
        publisher.add(edit());
        for (let turn = 0; turn < turns; turn++) await yieldToEvents();
      }
      while (taken.get(EDITS) !== STEPS) await yieldToEvents();
      const given = [...taken].filter(([version, steps]) => version < EDITS && steps < STEPS);
      assert.ok(
        turns === 2 || given.length > EDITS / 2,
        `${given.length} searches were under way when the text changed`,
      );
      assert.deepEqual([...stale], []);
      assert.deepEqual(
        published.filter((version) => version < EDITS),
        [],
      );
      assert.deepEqual(failures, []);
    });
  }
});

test("a statement does not fade while its action is typed, and does once the typing pauses", async () => {
  const time = ownTime();
  const server = await startServerHere({}, { timing: time });
  const policy = (action: string): string =>
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "${action}", "Resource": "arn:aws:s3:::data" },
       { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data" }] }`;
  const fadedLines = (found: readonly Diagnostic[]): readonly number[] =>
    found.filter(({ tags }) => tags?.includes(DiagnosticTag.Unnecessary)).map(({ range }) => range.start.line);
  server.open("a.json", policy("s3:ListBucket"));
  assert.deepEqual(fadedLines(await server.nextDiagnostics("a.json")), [1]);
  server.change("a.json", policy("s3:GetObject"));
  const typed = await server.nextDiagnostics("a.json");
  assert.deepEqual(fadedLines(typed), [1], "only what stands elsewhere fades");
  assert.ok(
    typed.some(({ range }) => range.start.line === 0),
    "and it is said all the same",
  );
  time.pass(PAUSE_MS);
  assert.deepEqual(fadedLines(await server.nextDiagnostics("a.json")), [0, 1]);
  await server.stop();
});
