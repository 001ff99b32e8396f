/** How what is found in a file of Terraform is written, and where an offset of the file is in it. */
import { type Writer } from "../../syntax/change.ts";
import { type ExpressionOf } from "../../syntax/hcl-print.ts";
import { hclWriter } from "../../syntax/hcl-writer.ts";
import { type HclBlock, type HclExpression, type HclTemplate } from "../../syntax/hcl-tree.ts";
import { type ObjectValue } from "../../syntax/value.ts";
import { type Site } from "../host.ts";
import { isJsonConfiguration } from "./configuration.ts";
import { cursorInDocument } from "./cursor-in-document.ts";
import { cursorInObject } from "./cursor-in-object.ts";
import { opensItem } from "./cursor-spot.ts";
import { besideEncoded } from "./encoded-writer.ts";
import { interpolatingWriter } from "./interpolating-writer.ts";
import { jsonDocumentWriter } from "./json-document-writer.ts";
import { type TerraformFile } from "./module.ts";
import { documentWriter } from "./policy-document-writer.ts";
import { besideOthers } from "./words-beside.ts";

export interface DocumentWriting {
  readonly writer: Writer | undefined;
  readonly cursorAt: Site["cursorAt"];
  /** It is written as objects of JSON, which its writer knows. */
  readonly isOfJson?: true;
}

/** Functions of their own, so that a policy that is kept does not keep the search that found it, and its module. */
export function writingOf(
  file: TerraformFile,
  block: HclBlock,
  root: ObjectValue,
  ofModule: ExpressionOf | undefined,
): DocumentWriting {
  const { text, path } = file;
  const expressionOf = besideOthers(ofModule, root, text);
  const cursorAt = cursorOfDocument(block, text);
  if (!isJsonConfiguration(path)) return { writer: documentWriter(file, block, root, expressionOf), cursorAt };
  return {
    isOfJson: true,
    writer: interpolatingWriter(jsonDocumentWriter(file, block, root), expressionOf, block.span.start, "json"),
    // Names, and values that are not begun, are written in another way than in HCL.
    cursorAt(offset) {
      const cursor = opensItem(text, offset) ? undefined : cursorAt(offset);
      return cursor?.nameOf === undefined && cursor?.ownNames === undefined ? cursor : undefined;
    },
  };
}

/** Of objects and lists of HCL. */
export function writerBeside(
  { text, body }: TerraformFile,
  root: ObjectValue,
  expressionOf: ExpressionOf | undefined,
): Writer {
  return hclWriter(text, body, besideOthers(expressionOf, root, text));
}

/** Of JSON in a text. */
export function textWriterBeside(
  { text, body }: TerraformFile,
  template: HclTemplate,
  { root, writer }: { readonly root: ObjectValue; readonly writer: Writer },
  expressionOf: ExpressionOf | undefined,
): Writer {
  const plain = besideEncoded(writer, hclWriter(text, body), template);
  return interpolatingWriter(plain, besideOthers(expressionOf, root, text), template.span.start, "hcl");
}

function cursorOfDocument(block: HclBlock, text: string): Site["cursorAt"] {
  return (offset) => cursorInDocument(block, text, offset);
}

export function cursorOfStatements(document: HclBlock, text: string): Site["cursorAt"] {
  return (offset) => cursorInDocument(document, text, offset, "objects");
}

export function cursorOfObject(expression: HclExpression, text: string): Site["cursorAt"] {
  return (offset) => cursorInObject(expression, text, offset);
}
