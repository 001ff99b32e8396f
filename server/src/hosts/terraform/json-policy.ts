/** A policy that is written as JSON in a text of HCL. */
import { readTemplateJson, type TemplateJson } from "../../syntax/hcl-json.ts";
import { type HclTemplate } from "../../syntax/hcl-tree.ts";
import { type HoleReading, type ObjectValue } from "../../syntax/value.ts";
import { type Writer } from "../../syntax/change.ts";
import { cursorInJson } from "../cursor-in-json.ts";
import { type Site } from "../host.ts";
import { placeholdersIn, placeholdersInName, stretchesIn, withThoseBetween } from "../placeholders.ts";
import { cursorInString } from "../policy-cursor.ts";
import { filledText } from "./evaluate.ts";
import { isBareStatement, looksLikePolicy, mayBecomePolicy } from "./policy-shape.ts";
import { type Scope } from "./scope.ts";

/** The text may be one that `format` fills in: `%s`, or one in which `replace` puts other texts. */
function fillings({ replaced }: Scope): HoleReading {
  return {
    holesIn(text) {
      const verbs = text.includes("%") ? text.matchAll(/%(?:\[\d{1,3}\])?[sqv]/g) : [];
      const places = Array.from(verbs, ({ 0: verb, index }) => ({ start: index, end: index + verb.length }));
      return withThoseBetween(withThoseBetween(placeholdersIn(text), places), stretchesIn(text, replaced));
    },
    holesInName: (name) => withThoseBetween(placeholdersInName(name), stretchesIn(name, replaced)),
  };
}

export interface JsonPolicy {
  readonly root: ObjectValue;
  readonly broken: boolean;
  readonly writer: Writer;
  readonly cursorAt: Site["cursorAt"];
}

/** Undefined for a text that holds no policy. `belongs`: a policy belongs there. */
export function jsonPolicy(template: HclTemplate, scope: Scope, belongs: boolean): JsonPolicy | undefined {
  const read = readTemplateJson(template, scope.file.text, fillings(scope), ({ value }) => filledText(value, scope));
  if (read?.root?.kind !== "object") return undefined;
  const { root, problems } = read;
  const isOne = looksLikePolicy(root) || (belongs && (mayBecomePolicy(root) || isBareStatement(root)));
  if (!isOne) return undefined;
  const { text, within } = read;
  return {
    root,
    broken: problems.length > 0,
    writer: read.writerOf(root),
    cursorAt: cursorOf(root, text, within),
  };
}

/** A function of its own, so that a policy that is kept does not keep the module that it was read with. */
function cursorOf(root: ObjectValue, text: string, within: TemplateJson["within"]): JsonPolicy["cursorAt"] {
  return (offset) => {
    const cursor = cursorInJson(text, within.innerOffset(root.span.start), within.innerOffset(offset));
    return cursor && cursorInString(cursor, within);
  };
}
