/** A place in HCL where a text or a name is typed, and how another is written there. */
import { encodeHclText } from "../../syntax/hcl-template.ts";
import { printKey, printText } from "../../syntax/hcl-print.ts";
import { textOfTemplate } from "../../syntax/hcl-text.ts";
import { type HclExpression, type HclTemplate } from "../../syntax/hcl-tree.ts";
import { type Span, spanHolds } from "../../text/span.ts";
import { type Insertion, type WhatFollows } from "../policy-cursor.ts";

export interface Spot {
  readonly typed: string;
  write(text: string, then: WhatFollows): Insertion | undefined;
}

/** In the text of a template, but not in an interpolation. */
export function spotInText(template: HclTemplate, source: string, offset: number): Spot | undefined {
  const { inner, closed, parts, form, indent } = template;
  if (!spanHolds(inner, offset)) return undefined;
  if (parts.some(({ kind, span }) => kind !== "text" && span.start < offset && offset < span.end)) return undefined;
  const { text, map } = textOfTemplate(template, source, () => undefined);
  const end = closed ? inner.end : offset;
  const quote = closed || form === "heredoc" ? "" : '"';
  return {
    typed: text.slice(0, map.innerOffset(offset)),
    write(written, then) {
      const newText = encodeHclText(written, form, indent);
      const caret = then === "more" && quote !== "" ? newText.length : undefined;
      return { span: { start: inner.start, end }, newText: newText + quote, caret };
    },
  };
}

/** Where a value may begin. */
export function newValueSpot(offset: number): Spot {
  return {
    typed: "",
    write(text, then) {
      const newText = printText(text);
      const caret = then === "more" ? newText.length - 1 : undefined;
      return { span: { start: offset, end: offset }, newText, caret };
    },
  };
}

/** A name that is typed, or none yet; `hasSign`: what assigns its value stands behind it. */
export function nameSpot(source: string, span: Span, offset: number, hasSign: boolean): Spot {
  return {
    typed: source.slice(span.start, offset),
    write: (text) => ({ span, newText: `${printKey(text)}${hasSign ? "" : " = "}`, caret: undefined }),
  };
}

/** Between the brackets of a list, behind one or a comma. */
export function opensItem(source: string, offset: number): boolean {
  return /[[,]\s*$/.test(source.slice(Math.max(0, offset - LONGEST_GAP), offset));
}

const LONGEST_GAP = 500;

/** The plain texts of a value, alone or in a list. */
export function textsIn(value: HclExpression | undefined, source: string): readonly string[] {
  if (value?.kind === "tuple") return value.items.flatMap((item) => textsIn(item, source));
  if (value?.kind !== "template") return [];
  const { text, holes } = textOfTemplate(value, source, () => undefined);
  return holes.length > 0 ? [] : [text];
}
