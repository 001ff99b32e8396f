/** Writes into texts of Terraform what its module refers to: what an ARN names stands there as an interpolation. */
import { type Change, type Deployment, mapNewValue, type Writer } from "../../syntax/change.ts";
import { type ExpressionOf } from "../../syntax/hcl-print.ts";
import { type Edit } from "../../text/edit.ts";

/** How an interpolation stands in the file: as it is, or in a text of JSON. */
export type InterpolationAs = "hcl" | "json";

/** `writer` writes texts only. `at`: where the block begins that refers. */
export function interpolatingWriter(
  writer: Writer,
  expressionOf: ExpressionOf | undefined,
  at: number,
  as: InterpolationAs,
): Writer {
  if (expressionOf === undefined) return writer;
  return {
    ...writer,
    edits: (changes, deployment) => editsWith(changes, { writer, expressionOf, at, as, deployment }),
  };
}

interface Interpolating {
  readonly writer: Writer;
  readonly expressionOf: ExpressionOf;
  readonly at: number;
  readonly as: InterpolationAs;
  readonly deployment: Deployment | undefined;
}

/** An interpolation is no text, which would be escaped: a mark that no file has holds its place. */
function editsWith(changes: readonly Change[], asked: Interpolating): readonly Edit[] | undefined {
  const { writer, expressionOf, at, as, deployment } = asked;
  const written: string[] = [];
  const marked = changes.map((change) =>
    mapNewValue(change, (text) => {
      const interpolation = asInterpolation(expressionOf(text, { deployment, at }));
      if (interpolation === undefined) return text;
      written.push(as === "json" ? JSON.stringify(interpolation).slice(1, -1) : interpolation);
      return mark(written.length - 1);
    }),
  );
  const edits = writer.edits(marked, deployment);
  if (written.length === 0) return edits;
  return edits?.map((edit) => ({
    ...edit,
    newText: written.reduce((text, one, index) => text.replaceAll(mark(index), () => one), edit.newText),
  }));
}

/** Of characters that nobody writes: they are for private use. */
function mark(index: number): string {
  return `\u{F0000}${index}\u{F0001}`;
}

/** A reference, or a plain text with references in it; undefined for anything else. */
function asInterpolation(expression: string | undefined): string | undefined {
  if (expression === undefined) return undefined;
  if (/^[\w.[\]"/-]+$/.test(expression)) return `\${${expression}}`;
  return /^"((?:\$\{[\w.[\]"/-]+\}|[\w/:.*=+@-])*)"$/.exec(expression)?.[1];
}
