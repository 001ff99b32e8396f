/** YAML in a text of HCL: a template of CloudFormation, or what `yamldecode` is given. */
import { type FilledText } from "../../syntax/filled-text.ts";
import { textOfTemplate } from "../../syntax/hcl-text.ts";
import { type HclCall, type HclTemplate } from "../../syntax/hcl-tree.ts";
import { valueWithin } from "../../syntax/moved-value.ts";
import { type ObjectValue, type Value } from "../../syntax/value.ts";
import { readYaml } from "../../syntax/yaml.ts";
import { type Site } from "../host.ts";
import { templateValue } from "../template-value.ts";
import { filledText } from "./evaluate.ts";
import { looksLikePolicy } from "./policy-shape.ts";
import { type Scope } from "./scope.ts";

export interface YamlText {
  /** Its spans are those of the file. */
  readonly root: Value;
  readonly broken: boolean;
}

/** Undefined for a text without any. It is shown and checked, and not written. */
export function yamlInText(template: HclTemplate, scope: Scope): YamlText | undefined {
  const { text, map } = textOfTemplate(template, scope.file.text, ({ value }) =>
    asPlaceholders(filledText(value, scope)),
  );
  const { roots, problems, source } = readYaml(text);
  const [first] = roots;
  return first && { root: valueWithin(templateValue(first, source), map), broken: problems.length > 0 };
}

/** A policy in YAML, which only `yamldecode` makes one of, with the place of its text. */
export function decodedPolicy(
  { name, arguments: [text] }: HclCall,
  scope: Scope,
): (Pick<Site, "broken" | "writer" | "cursorAt"> & { readonly at: number; readonly root: ObjectValue }) | undefined {
  if (name !== "yamldecode" || text?.kind !== "template") return undefined;
  const read = yamlInText(text, scope);
  if (read?.root.kind !== "object" || !looksLikePolicy(read.root)) return undefined;
  const { root, broken } = read;
  return { at: text.span.start, root, broken, writer: undefined, cursorAt: () => undefined };
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
