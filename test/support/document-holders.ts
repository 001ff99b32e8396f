/** The ways in which a document stands in a file: as the file, in a string, in a string in a string, percent-encoded. */
import assert from "node:assert/strict";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { type Writer } from "../../server/src/syntax/change.ts";
import { decodePercent } from "../../server/src/syntax/json-string.ts";
import { jsonWriter } from "../../server/src/syntax/json-writer.ts";
import { readJson } from "../../server/src/syntax/json.ts";
import { stringWriter } from "../../server/src/syntax/string-writer.ts";
import { memberNamed, type StringValue, type Value } from "../../server/src/syntax/value.ts";
import { composeEncodings, type Encoding } from "../../server/src/text/encoding.ts";

export interface OpenedDocument {
  readonly root: Value;
  readonly writer: Writer;
}

export interface DocumentHolder {
  readonly name: string;
  /** A file that holds the document. */
  readonly hold: (document: string) => string;
  /** The document of such a file; fails if the file or the document is broken. */
  readonly open: (file: string) => OpenedDocument;
}

export const HOLDERS: readonly DocumentHolder[] = [
  { name: "the file itself", hold: (document) => document, open: (file) => openText(file, undefined) },
  {
    name: "a string",
    hold: inObject,
    open(file) {
      const { text, map } = heldString(openText(file, undefined));
      return openText(text, map);
    },
  },
  {
    name: "a string in a string",
    hold: (document) => inObject(inObject(document)),
    open(file) {
      const outer = heldString(openText(file, undefined));
      const { text, map } = heldString(openText(outer.text, outer.map));
      return openText(text, map);
    },
  },
  {
    name: "a percent-encoded string",
    hold: (document) => inObject(encodeURIComponent(document)),
    open(file) {
      const { text, map } = heldString(openText(file, undefined));
      const decoded = decodePercent(text);
      assert.ok(decoded);
      return openText(decoded.text, composeEncodings(decoded.map, map));
    },
  },
];

function openText(text: string, within: Encoding | undefined): OpenedDocument {
  const reading = { ...PLACEHOLDERS, ...(within === undefined ? {} : { within }) };
  const { root, problems } = readJson(text, reading);
  assert.deepEqual(problems, [], text);
  assert.ok(root, text);
  const writer = jsonWriter(text, root, within);
  return { root, writer: within === undefined ? writer : stringWriter(writer, within) };
}

function heldString({ root }: OpenedDocument): StringValue {
  assert.equal(root.kind, "object");
  const value = memberNamed(root, "Policy")?.value;
  assert.equal(value?.kind, "string");
  return value;
}

function inObject(text: string): string {
  return `{\n  "Before": [],\n  "Policy": ${JSON.stringify(text)},\n  "Behind": null\n}\n`;
}
