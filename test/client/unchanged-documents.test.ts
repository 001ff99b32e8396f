/** Edits of the server are written only into the documents that they were made for. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { areUnchanged, rememberDocuments } from "../../client/src/unchanged-documents.ts";

const URI = "file:///a.json";

interface Opened {
  readonly uri: string;
  version: number;
}

const opened = (uri = URI): Opened => ({ uri, version: 1 });

describe("an edit", () => {
  test("is of the same text where nothing happened", () => {
    const document = opened();
    const before = rememberDocuments([document, opened("file:///b.json")]);
    assert.equal(areUnchanged([URI], [document], before), true);
  });

  test("is not where somebody typed", () => {
    const document = opened();
    const before = rememberDocuments([document]);
    document.version++;
    assert.equal(areUnchanged([URI], [document], before), false);
  });

  test("is not where the document was opened again, whatever its number", () => {
    const before = rememberDocuments([opened()]);
    assert.equal(areUnchanged([URI], [opened()], before), false);
  });

  test("is not where the document was closed or opened meanwhile", () => {
    assert.equal(areUnchanged([URI], [], rememberDocuments([opened()])), false);
    assert.equal(areUnchanged([URI], [opened()], rememberDocuments([])), false);
  });

  test("is where the file was never open, as one that is to be made", () => {
    assert.equal(areUnchanged([URI], [], rememberDocuments([opened("file:///b.json")])), true);
  });
});
