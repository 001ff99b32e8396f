/** Where the policy of an argument is written: in the argument, behind the names that it refers to, or in another file. */
import { attributeNamed, type HclExpression, type HclStep, type HclTemplate } from "../../syntax/hcl-tree.ts";
import { type FilledText } from "../../syntax/filled-text.ts";
import { filledOf } from "../placed-values.ts";
import { evaluate, filledText, onlyInterpolation, textOf } from "./evaluate.ts";
import { follow, type Followed, scopeOfFor } from "./follow.ts";
import { type DeclaredBlock, type TerraformFile, type TerraformModule } from "./module.ts";
import { folderOf, isOfOwnFolder, pathFrom } from "./paths.ts";
import { blockReference } from "./resource-texts.ts";
import { deeper, replacedScope, type Scope } from "./scope.ts";

export type PolicySource =
  /** What `jsonencode` is given. */
  | { readonly form: "object"; readonly expression: HclExpression; readonly scope: Scope }
  /** JSON in a text, or YAML that is decoded. `isDecoded`: what is used is made of it first. */
  | { readonly form: "text"; readonly template: HclTemplate; readonly scope: Scope; readonly isDecoded?: true }
  /** A data source `aws_iam_policy_document`. */
  | { readonly form: "document"; readonly declared: DeclaredBlock; readonly module: TerraformModule }
  /** A file, read as it is or as a template. */
  | {
      readonly form: "file";
      readonly path: string;
      readonly reading: "file" | "templatefile";
      readonly variables: TemplateVariables;
    };

/** What a template is filled in with, as far as it is one text. */
export type TemplateVariables = ReadonlyMap<string, FilledText>;

/** All that may be the policy of the argument. */
export function policySources(expression: HclExpression, scope: Scope): readonly PolicySource[] {
  return follow(expression, scope).flatMap(sourcesAt);
}

/**
 * The same for a list of policies, as in `source_policy_documents`; `open` if it may hold others, `certain` if it holds
 * them whatever the variables are.
 */
export function listedSources(
  expression: HclExpression,
  scope: Scope,
): { readonly sources: readonly PolicySource[]; readonly open: boolean; readonly certain: boolean } {
  const lists = follow(expression, scope);
  const items = lists.flatMap((list) => itemsListed(list, MOST_LISTS));
  const found = items.map((item) => item && policySources(item.expression, item.scope));
  const isList = lists.length === 1 && lists[0]?.expression.kind === "tuple";
  return {
    sources: found.flatMap((sources) => sources ?? []),
    open: items.length === 0 || found.some((sources) => sources === undefined || sources.length === 0),
    certain: isList && found.every((sources) => sources?.length === 1),
  };
}

/** Lists that are put together of lists. */
const MOST_LISTS = 5;
const JOINING = new Set(["concat", "flatten", "compact", "distinct"]);

/** Undefined for what is not settled. */
function itemsListed({ expression, scope }: Followed, depth: number): readonly (Followed | undefined)[] {
  if (expression.kind === "tuple") return expression.items.map((item) => ({ expression: item, scope }));
  if (expression.kind === "for" && expression.makes === "tuple") {
    return [{ expression: expression.value, scope: scopeOfFor(expression, scope) }];
  }
  if (expression.kind !== "call" || !JOINING.has(expression.name) || expression.expands || depth === 0) {
    return [undefined];
  }
  const lists = expression.arguments.flatMap((list) => follow(list, scope));
  return lists.flatMap((list) => itemsListed(list, depth - 1));
}

/** Where a source stands; the same source has the same place. */
export function placeOfSource(source: PolicySource): string {
  switch (source.form) {
    case "object":
      return placeIn(source.scope.file, source.expression.span.start);
    case "text":
      return placeIn(source.scope.file, source.template.span.start);
    case "document":
      return placeIn(source.declared.file, source.declared.block.span.start);
    case "file":
      return placeOfFile(source.path);
  }
}

export function placeIn({ path }: TerraformFile, at: number): string {
  return `${at} ${path}`;
}

export function placeOfFile(path: string): string {
  return `file ${path}`;
}

/** The file of a place. */
export function pathOfPlace(place: string): string {
  return place.slice(place.indexOf(" ") + 1);
}

function sourcesAt({ expression, scope }: Followed): readonly PolicySource[] {
  if (expression.kind === "template") {
    return mayHoldJson(expression) ? [{ form: "text", template: expression, scope }] : [];
  }
  if (expression.kind === "call") {
    const [argument] = expression.arguments;
    if (argument === undefined) return [];
    if (expression.name === "jsonencode") return follow(argument, scope).flatMap(encodedSources);
    if (TRIMMING.has(expression.name)) return policySources(argument, scope);
    const inside = replacedScope(expression, scope);
    if (inside !== undefined) return policySources(argument, inside).filter(({ form }) => form !== "file");
    return expression.name === "file" || expression.name === "templatefile"
      ? fileSources(expression.name, argument, expression.arguments[1], scope)
      : [];
  }
  if (expression.kind !== "reference") return [];
  const to = blockReference(expression);
  const [attribute] = to?.steps ?? [];
  if (to?.mode === "data" && to.type === "local_file") return localFile(to.name, attribute, scope);
  if (to?.mode === "data" && to.type === "template_file") return renderedTemplate(to.name, attribute, scope);
  const isText = attribute?.step === "attribute" && (attribute.name === "json" || attribute.name === "minified_json");
  if (to?.mode !== "data" || to.type !== "aws_iam_policy_document" || !isText) return [];
  const declared = scope.module.block("data", `${to.type}.${to.name}`);
  return declared === undefined ? [] : [{ form: "document", declared, module: scope.module }];
}

/** What is decoded, and encoded as it was, stands where it is decoded from. */
function encodedSources({ expression, scope }: Followed): readonly PolicySource[] {
  const [argument] = expression.kind === "call" && DECODING.has(expression.name) ? expression.arguments : [];
  if (expression.kind !== "call" || argument === undefined) return [{ form: "object", expression, scope }];
  return follow(argument, scope).flatMap((one): readonly PolicySource[] =>
    one.expression.kind === "template"
      ? [{ form: "text", template: one.expression, scope: one.scope, isDecoded: true }]
      : sourcesAt(one).filter(({ form }) => form === "file"),
  );
}

/** What they take away is none of JSON's. */
const TRIMMING = new Set(["trimspace", "chomp"]);

const DECODING = new Set(["jsondecode", "yamldecode"]);

/** What a data source reads. Source: "local_file (Data Source)" of the "hashicorp/local" provider. */
function localFile(name: string, attribute: HclStep | undefined, scope: Scope): readonly PolicySource[] {
  const declared = scope.module.block("data", `local_file.${name}`);
  const filename = declared && attributeNamed(declared.block.body, "filename")?.value;
  const inner = declared && deeper(scope, declared.file);
  const isContent = attribute?.step === "attribute" && attribute.name === "content";
  return filename !== undefined && inner !== undefined && isContent
    ? fileSources("file", filename, undefined, inner)
    : [];
}

/** What a data source fills in. Source: "template_file" of the "hashicorp/template" provider. */
function renderedTemplate(name: string, attribute: HclStep | undefined, scope: Scope): readonly PolicySource[] {
  const declared = scope.module.block("data", `template_file.${name}`);
  const template = declared && attributeNamed(declared.block.body, "template")?.value;
  const inner = declared && deeper(scope, declared.file);
  const isText = attribute?.step === "attribute" && attribute.name === "rendered";
  if (declared === undefined || template === undefined || inner === undefined || !isText) return [];
  const variables = variablesIn(attributeNamed(declared.block.body, "vars")?.value, inner);
  return policySources(template, inner).map((source) => {
    if (source.form === "file") return { ...source, reading: "templatefile", variables };
    // What is escaped there is filled in later, also where JSON has no text.
    return source.form === "text" ? { ...source, isDecoded: true } : source;
  });
}

/** Does a text begin as an object of JSON does? */
export function mayHoldJson({ parts }: HclTemplate): boolean {
  const [first] = parts.filter((part) => part.kind !== "text" || part.text.trim() !== "");
  if (first?.kind === "directive")
    return parts.some((part) => part.kind === "text" && part.text.includes('"Statement"'));
  return first?.kind === "text" && first.text.trimStart().startsWith("{");
}

/** `path.module` is the folder of the file. A loop may read another file each time. */
function fileSources(
  reading: "file" | "templatefile",
  argument: HclExpression,
  filled: HclExpression | undefined,
  scope: Scope,
): readonly PolicySource[] {
  const found = new Map<string, PolicySource>();
  const variables = variablesIn(filled, scope);
  // A module is given a path as its caller writes it.
  const written = scope.loops.length > 0 ? [{ expression: argument, scope }] : follow(argument, scope);
  for (const one of written) {
    for (const text of textsOf(one.expression, one.scope)) {
      const path = pathRead(text, one.scope);
      if (path !== undefined) found.set(path, { form: "file", path, reading, variables });
    }
  }
  return [...found.values()];
}

/**
 * A path without `path.module` leads from where Terraform runs: from the folder of the root module, which is the own one, one
 * that is known to call it, or one above. Source: Terraform language, "Filesystem and Workspace Info".
 */
function pathRead(text: FilledText, { file, module }: Scope): string | undefined {
  const own = folderOf(file.path);
  const here = pathFrom(own, text);
  const isThere = (path: string): boolean => module.filesBelow(folderOf(path), "directly").includes(path);
  const ofRoot = isOfOwnFolder(text) ? undefined : pathFrom(module.rootFolder, text);
  if (ofRoot !== undefined && isThere(ofRoot)) return ofRoot;
  if (here === undefined || text.holes.length > 0 || isThere(here)) return here;
  let folder = own;
  for (let level = 0; folder !== "" && level < MOST_LEVELS; level++) {
    folder = folderOf(folder.slice(0, -1));
    const above = pathFrom(folder, text);
    if (above !== undefined && isThere(above)) return above;
  }
  return here;
}

const MOST_LEVELS = 6;

/** All that a text may be. */
function textsOf(expression: HclExpression, scope: Scope): readonly FilledText[] {
  const inPath = { ...scope, pathIn: scope.module };
  const text = textOf(expression, inPath);
  const value = scope.loops.length === 0 ? undefined : evaluate(expression, inPath);
  if (value?.kind !== "either") return text === undefined ? [] : [text];
  return value.options.flatMap((option) => filledOf(option) ?? []);
}

/** A loop fills it in with another text each time. */
function variablesIn(filled: HclExpression | undefined, scope: Scope): TemplateVariables {
  const value = filled === undefined || scope.loops.length > 0 ? undefined : evaluate(filled, scope);
  if (value?.kind !== "object" || value.members.some(({ keyHoles }) => keyHoles.length > 0)) return new Map();
  const items = filled?.kind === "object" ? filled.items : [];
  return new Map(
    value.members.flatMap(({ key, value: one }, at): readonly (readonly [string, FilledText])[] => {
      const text = filledOf(one) ?? sameInTemplate(items[at]?.value, scope);
      return text === undefined ? [] : [[key, { text: text.text, holes: text.holes }]];
    }),
  );
}

/** Of a reference whose text nobody settles, also in an old-fashioned `"${…}"`. */
function sameInTemplate(written: HclExpression | undefined, scope: Scope): FilledText | undefined {
  const alone = written?.kind === "template" ? onlyInterpolation(written) : written;
  return alone?.kind === "reference" ? filledText(alone, scope) : undefined;
}
