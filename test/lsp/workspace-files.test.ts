/** The files of the workspace through the client: every file has its text, or a reason why not. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Connection } from "vscode-languageserver";
import { LARGEST_FILE } from "../../server/src/hosts/host.ts";
import { type ClientQuestions } from "../../server/src/lsp/client-questions.ts";
import { FIND_FILES, type ReadFile, type ReadFilesParams } from "../../server/src/lsp/protocol.ts";
import { createWorkspaceFiles, type WorkspaceFiles } from "../../server/src/lsp/workspace-files.ts";
import { quarterOf } from "../support/searching.ts";

/** Files by their addresses; `answer` makes the client's answer of those that are asked for. */
function filesOf(
  uris: readonly string[],
  answer: (params: ReadFilesParams) => readonly ReadFile[],
  open: ReadonlyMap<string, string> = new Map(),
): { readonly files: WorkspaceFiles; readonly asked: readonly (readonly string[])[] } {
  const asked: (readonly string[])[] = [];
  const send = (method: string, params: ReadFilesParams): unknown => {
    if (method === FIND_FILES) return uris.map((uri) => ({ uri }));
    asked.push(params.uris);
    return answer(params);
  };
  const connection = { sendRequest: send } as unknown as Connection;
  const questions = {
    ask: async <Answer>({ send: ask, read }: { send: () => unknown; read: (answer: unknown) => Answer }) =>
      read(await ask()),
  } as unknown as ClientQuestions;
  return {
    files: createWorkspaceFiles(connection, questions, {
      openText: (uri) => open.get(uri),
      pathOf: (uri) => uri.slice(1),
      uriOf: (path) => `/${path}`,
    }),
    asked,
  };
}

const readAll = (files: WorkspaceFiles) => files.readAll("**/*.json", ["word"], "to-the-end");

describe("files that are left out", () => {
  test("are told with the reason, and asked for again only if they may be there the next time", async () => {
    const reasons = { "/large": "too-large", "/locked": "unreadable", "/gone": undefined } as const;
    const uris = Object.keys(reasons);
    const { files, asked } = filesOf(uris, (params) =>
      params.uris.map((uri) => ({ uri, text: undefined, why: reasons[uri as keyof typeof reasons] })),
    );
    const expected = [
      { path: "large", why: "too-large" },
      { path: "locked", why: "unreadable" },
    ];
    assert.deepEqual(await readAll(files), { files: [], leftOut: expected, extent: "all" });
    assert.deepEqual((await readAll(files)).leftOut, expected);
    assert.deepEqual(asked, [uris, ["/locked"]]);
  });

  test("are open documents as well, whose size is the limit's, too", async () => {
    const open = new Map([["/open", `word${" ".repeat(LARGEST_FILE)}`]]);
    const { files } = filesOf(["/open"], () => [], open);
    assert.deepEqual((await readAll(files)).leftOut, [{ path: "open", why: "too-large" }]);
  });

  test("are measured alike, open or closed: in bytes, of which some letters have more than one", async () => {
    const text = `word${"\u20ac".repeat(Math.ceil(LARGEST_FILE / 3))}`;
    const open = () => filesOf(["/a"], () => [], new Map([["/a", text]])).files;
    const closed = () => filesOf(["/a"], () => [{ uri: "/a", text }]).files;
    // A text of 50 MB is written and measured for each.
    for (const files of quarterOf([closed, open], 2))
      assert.deepEqual((await readAll(files())).leftOut, [{ path: "a", why: "too-large" }]);
  });
});

describe("an answer that is shorter than the question", () => {
  test("is asked to its end", async () => {
    const uris = ["/a", "/b", "/c"];
    const { files, asked } = filesOf(uris, (params) =>
      params.uris.slice(0, 1).map((uri) => ({ uri, text: `word ${uri}` })),
    );
    const { files: read, extent } = await readAll(files);
    assert.deepEqual([read.map(({ path }) => path), extent], [["a", "b", "c"], "all"]);
    assert.deepEqual(asked, [uris, ["/b", "/c"], ["/c"]]);
  });

  test("and holds nothing is not asked for again", async () => {
    const { files, asked } = filesOf(["/a", "/b"], () => []);
    assert.deepEqual(await readAll(files), { files: [], leftOut: [], extent: "part" });
    assert.equal(asked.length, 1);
  });
});
