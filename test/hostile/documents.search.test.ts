/**
 * Documents as no editor should tell of them: out of order, with versions that go back, ranges that are nowhere, and
 * addresses of every kind. The server goes on, and what it says of the text that is there in the end is right.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { REAL_TIMING } from "../../server/src/lsp/timing.ts";
import { type RawClient, startRawClient } from "../support/raw-client.ts";
import { someOf } from "../support/searching.ts";

const POLICY = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" } }`;
const GOOD = POLICY.replace("Objekt", "Object");

const ADDRESSES: Readonly<Record<string, string>> = {
  "a file": "file:///workspace/policy.json",
  "a file, spelled otherwise": "file:///workspace/po%6Cicy.json",
  "a file with capitals": "FILE:///workspace/Policy.JSON",
  "a drive of Windows": "file:///c%3A/Users/me/policy.json",
  "the same drive, spelled otherwise": "file:///C:/Users/me/policy.json",
  "a share of Windows": "file://server/share/policy.json",
  "no file yet": "untitled:Untitled-1",
  "a cell of a notebook": "vscode-notebook-cell:/workspace/book.ipynb#W0sZmlsZQ%3D%3D",
  "an older state": `git:/workspace/policy.json?{"path":"/workspace/policy.json","ref":"~"}`,
  "a virtual folder": "vscode-vfs://github/acme/infra/policy.json",
  "an address that is cut in its middle": "file:///workspace/%E0%A4%A",
  "a name of every object": "__proto__",
  "nothing at all": "",
  "a thousand folders": `file:///workspace/${"a/".repeat(1_000)}policy.json`,
  "blanks and line feeds": "file:///workspace/a b\n\u202e.json",
};

type Range = readonly [line: number, character: number, endLine: number, endCharacter: number];

/** Of a document: opens it, changes it and closes it, as it is said. */
class Told {
  readonly client: RawClient;
  readonly uri: string;

  constructor(client: RawClient, uri: string) {
    this.client = client;
    this.uri = uri;
  }

  open(text: string, version = 1, languageId = "json"): void {
    this.#tell("didOpen", { textDocument: { uri: this.uri, languageId, version, text } });
  }

  change(version: number, ...contentChanges: readonly object[]): void {
    this.#tell("didChange", { textDocument: { uri: this.uri, version }, contentChanges });
  }

  close(): void {
    this.#tell("didClose", { textDocument: { uri: this.uri } });
  }

  #tell(what: string, params: object): void {
    this.client.send({ method: `textDocument/${what}`, params });
  }
}

function at(range: Range, text: string): object {
  const [line, character, endLine, endCharacter] = range;
  return { range: { start: { line, character }, end: { line: endLine, character: endCharacter } }, text };
}

/** Each leaves the document open or closed, with any text. */
const DISORDERS: Readonly<Record<string, (told: Told) => void>> = {
  "changed before it is opened": (told) => told.change(2, { text: GOOD }),
  "closed before it is opened": (told) => told.close(),
  "closed twice": (told) => {
    told.open(GOOD);
    told.close();
    told.close();
  },
  "opened twice": (told) => {
    told.open(GOOD);
    told.open("[]");
  },
  "opened again in another language": (told) => {
    told.open(GOOD);
    told.close();
    told.open(GOOD, 1, "yaml");
    told.close();
    told.open("", 1, "no language at all");
  },
  "changed after it is closed": (told) => {
    told.open(GOOD);
    told.close();
    told.change(2, { text: "[]" });
  },
  "versions that go back": (told) => {
    told.open(GOOD, 9);
    told.change(8, { text: "[]" });
    told.change(8, { text: "{}" });
    told.change(-3, { text: GOOD });
    told.change(0.5, { text: "" });
    told.change(1e300, { text: GOOD });
  },
  "a change of nothing": (told) => {
    told.open(GOOD);
    told.change(2);
    told.change(3, at([0, 0, 0, 0], ""));
  },
  "ranges beyond the end": (told) => {
    told.open(GOOD);
    told.change(2, at([900, 3, 901, 4], "x"));
    told.change(3, at([0, 5, 1e9, 1e9], "x"));
    told.change(4, at([0, 1e308, 0, 1e308], "y"));
  },
  "positions below nothing": (told) => {
    told.open(GOOD);
    told.change(2, at([-1, -1, 0, 3], "x"));
    told.change(3, at([-9, 0, -9, -9], "y"));
    told.change(4, at([0, -1e308, 0, 1], "z"));
  },
  "a range from its end to its start": (told) => {
    told.open(GOOD);
    told.change(2, at([0, 40, 0, 10], "x"));
    told.change(3, at([3, 0, 0, 0], "y"));
  },
  "positions between characters": (told) => {
    told.open(GOOD);
    told.change(2, at([0, 1.5, 0, 2.7], "x"));
    told.change(3, at([0.5, 1, 0.5, 2], "y"));
  },
  "half of a pair": (told) => {
    told.open(GOOD.replace("Allow", "\u{1f511}\u{1f511}"));
    told.change(2, at([0, 52, 0, 53], ""), at([0, 53, 0, 54], "\ud83d"));
  },
  "line ends of every kind": (told) => {
    told.open(GOOD.replaceAll(", ", ",\r\n").replaceAll("{ ", "{\r").replaceAll(": ", ":\n"));
    told.change(2, at([1, 0, 3, 0], "\r"), at([2, 0, 2, 0], "\n"), at([4, 99, 5, 0], "\r\n\r\u2028"));
  },
  "a thousand changes at once": (told) => {
    told.open(GOOD);
    told.change(2, ...Array.from({ length: 1_000 }, (_, index) => at([0, index % 50, 0, (index * 7) % 50], "a")));
  },
  "a text that is no JSON": (told) => {
    told.open(`{ "Statement": "\\ud800 ${"[".repeat(5_000)}`);
  },
  "the other documents of the same name": (told) => {
    new Told(told.client, told.uri.toUpperCase()).open("[]");
    new Told(told.client, `${told.uri}#x`).open(GOOD);
    new Told(told.client, encodeURI(told.uri)).open("{}");
  },
};

const ROWS = Object.keys(ADDRESSES).flatMap((address) =>
  Object.keys(DISORDERS).map((disorder) => ({ address, disorder })),
);

describe("a document", () => {
  for (const { address, disorder } of someOf(ROWS, 0)) {
    test(`${disorder}: ${address}`, async () => {
      const uri = ADDRESSES[address] ?? assert.fail();
      const client = startRawClient(
        (one, { id, method }) => one.send({ id, result: method === "workspace/configuration" ? [null] : [] }),
        {
          timing: REAL_TIMING,
        },
      );
      await answered(
        client,
        client.ask("initialize", { capabilities: { workspace: { configuration: true } }, workspaceFolders: null }),
      );
      client.send({ method: "initialized", params: {} });
      const told = new Told(client, uri);

      (DISORDERS[disorder] ?? assert.fail())(told);
      await hoverIn(client, uri, 40);
      await hoverIn(client, uri, 1e9);
      await hoverIn(client, `${uri}?`, -1);

      told.close();
      told.open(POLICY, 3);
      assert.match(JSON.stringify(await hoverIn(client, uri, POLICY.indexOf("Effect") + 1)), /Allow/);
      await until(() => (client.findingsOf(uri) ?? []).length === 1);
      told.change(4, at([0, POLICY.indexOf("k"), 0, POLICY.indexOf("k") + 1], "c"));
      await until(() => client.findingsOf(uri)?.length === 0);
      assert.deepEqual(client.logged(), []);
      await answered(client, client.ask("shutdown", null));
      client.hangUp();
    });
  }
});

async function hoverIn(client: RawClient, uri: string, character: number): Promise<unknown> {
  return answered(
    client,
    client.ask("textDocument/hover", { textDocument: { uri }, position: { line: 0, character } }),
  );
}

async function answered(client: RawClient, id: number): Promise<unknown> {
  await until(() => client.answerTo(id) !== undefined);
  const answer = client.answerTo(id);
  assert.equal(answer?.error, undefined, JSON.stringify(answer));
  return answer?.result;
}

async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; !condition(); turns++) {
    assert.ok(turns < 200_000, "nothing came");
    await new Promise((resume) => setImmediate(resume));
  }
}
