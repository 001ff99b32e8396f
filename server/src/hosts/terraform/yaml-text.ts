/** YAML in a text of HCL: a template of CloudFormation, or what `yamldecode` is given. */
import { type FilledText } from "../../syntax/filled-text.ts";
import { yamlTextWriter } from "../../syntax/hcl-yaml-writer.ts";
import { type TemplateText, textOfTemplate } from "../../syntax/hcl-text.ts";
import { type HclCall, type HclTemplate } from "../../syntax/hcl-tree.ts";
import { movedWithOrigins } from "../../syntax/moved-value.ts";
import { type ObjectValue, type Value } from "../../syntax/value.ts";
import { readYaml } from "../../syntax/yaml.ts";
import { cursorInYaml } from "../cursor-in-yaml.ts";
import { type Site } from "../host.ts";
import { cursorInString } from "../policy-cursor.ts";
import { templateValue } from "../template-value.ts";
import { filledText } from "./evaluate.ts";
import { looksLikePolicy } from "./policy-shape.ts";
import { type Scope } from "./scope.ts";

/** The text that stands in the template, and what is read of it: spans are those of the text. */
export interface YamlText {
  readonly root: Value;
  readonly broken: boolean;
  readonly read: TemplateText;
}

/** Undefined for a text without any. */
export function yamlInText(template: HclTemplate, scope: Scope): YamlText | undefined {
  const read = textOfTemplate(template, scope.file.text, ({ value }) => asPlaceholders(filledText(value, scope)));
  const { roots, problems, source } = readYaml(read.text);
  const [first] = roots;
  return first && { root: templateValue(first, source), broken: problems.length > 0, read };
}

/** A policy of the text at its place in the file, with what writes there. */
export function placedInFile(
  policy: ObjectValue,
  { read }: Pick<YamlText, "read">,
  scope: Scope,
): Pick<Site, "writer" | "cursorAt"> & { readonly root: ObjectValue } {
  const { text, map } = read;
  const { object, originOf } = movedWithOrigins(policy, map);
  return {
    root: object,
    writer: yamlTextWriter(read, scope.file.text, originOf),
    cursorAt(offset) {
      const cursor = cursorInYaml(text, policy.span.start, map.innerOffset(offset));
      return cursor && cursorInString(cursor, map);
    },
  };
}

/** A policy in YAML, which only `yamldecode` makes one of, with the place of its text. */
export function decodedPolicy(
  { name, arguments: [text] }: HclCall,
  scope: Scope,
): (Pick<Site, "broken" | "writer" | "cursorAt"> & { readonly at: number; readonly root: ObjectValue }) | undefined {
  if (name !== "yamldecode" || text?.kind !== "template") return undefined;
  const read = yamlInText(text, scope);
  if (read?.root.kind !== "object" || !looksLikePolicy(read.root)) return undefined;
  return { at: text.span.start, broken: read.broken, ...placedInFile(read.root, read, scope) };
}

/** What is open is written so that YAML reads a plain text, whatever stands in the expression. */
function asPlaceholders(filled: FilledText | undefined): FilledText {
  if (filled === undefined) return { text: OPEN, holes: [{ start: 0, end: OPEN.length }] };
  let text = "";
  let at = 0;
  for (const { start, end } of filled.holes) {
    text += filled.text.slice(at, start) + OPEN;
    at = end;
  }
  return { text: text + filled.text.slice(at), holes: [] };
}

/** As placeholders are told by. */
const OPEN = "${_}";
