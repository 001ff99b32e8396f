/** A JSON text of a file, the whole or in one of its strings, as a place where policies are looked for. */
import { jsonWriter } from "../syntax/json-writer.ts";
import { stringWriter } from "../syntax/string-writer.ts";
import { type ObjectValue, type Value } from "../syntax/value.ts";
import { type Encoding } from "../text/encoding.ts";
import { referringWriter, type TemplateWords } from "./cloudformation/arn-references.ts";
import { type Template } from "./cloudformation/template.ts";
import { cursorInJson } from "./cursor-in-json.ts";
import { type DocumentInFile } from "./find-policies.ts";
import { NO_VARIABLES } from "./variables.ts";
import { cursorInString, type PolicyCursor } from "./policy-cursor.ts";
import { placesOf, placesOfContainers } from "./word-places.ts";

export interface JsonText {
  readonly text: string;
  readonly root: Value;
  /** Of the string that holds it; undefined for the file's own text. */
  readonly within: Encoding | undefined;
  readonly broken: boolean;
  readonly template: Template;
  /** How the template says things, for what is written into it; undefined where it makes nothing. */
  readonly said?: (() => TemplateWords | undefined) | undefined;
}

export function jsonInFile({ text, root, within, broken, template, said }: JsonText): DocumentInFile {
  return {
    root,
    broken,
    template,
    mayHoldFunctions: template.variables !== NO_VARIABLES || SIGN_OF_FUNCTION.test(text),
    words: {
      statement: placesOfContainers("Statement", { text, within }),
      effect: placesOf("Effect", { text, within }),
    },
    writerOf(policy) {
      const writer = jsonWriter(text, policy, within);
      if (within !== undefined) return stringWriter(writer, within);
      return said === undefined ? writer : referringWriter(writer, said);
    },
    cursorAt: (policy, offset) => cursorAt({ text, within }, policy, offset),
  };
}

/** The start of the name of one, or an escape, which may be any character. */
const SIGN_OF_FUNCTION = /"(?:Ref"|Fn::|<<)|\\/;

function cursorAt(
  { text, within }: Pick<JsonText, "text" | "within">,
  { span }: Pick<ObjectValue, "span">,
  offset: number,
): PolicyCursor | undefined {
  if (within === undefined) return cursorInJson(text, span.start, offset);
  const cursor = cursorInJson(text, within.innerOffset(span.start), within.innerOffset(offset));
  return cursor === undefined ? undefined : cursorInString(cursor, within);
}
