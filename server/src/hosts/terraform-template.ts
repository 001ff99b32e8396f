/** Policies in template files, which Terraform's `templatefile` fills in: JSON with `${…}` and `%{…}` of HCL. */
import { type Writer } from "../syntax/change.ts";
import { readHclTemplateFile } from "../syntax/hcl.ts";
import { type HclTemplate } from "../syntax/hcl-tree.ts";
import { hclWriter } from "../syntax/hcl-writer.ts";
import { type HostReading, type Host, NOTHING_READ, NOTHING_STATED, type SourceText } from "./host.ts";
import { interpolatingWriter } from "./terraform/interpolating-writer.ts";
import { NO_FAULTS } from "./json-faults.ts";
import { cursorOfObject } from "./terraform/document-writing.ts";
import { evaluate } from "./terraform/evaluate.ts";
import { type JsonPolicy, jsonPolicy } from "./terraform/json-policy.ts";
import { looksLikePolicy } from "./terraform/policy-shape.ts";
import { moduleOf } from "./terraform/load-module.ts";
import { textAt } from "./placed-values.ts";
import { type Loop } from "./terraform/loops.ts";
import { type TerraformFile } from "./terraform/module.ts";
import { type Scope, scopeOf } from "./terraform/scope.ts";
import { type TemplateVariables } from "./terraform/sources.ts";
import { besideOthersInTemplate } from "./terraform/words-beside.ts";
import { yamlHost } from "./yaml.ts";

export const terraformTemplateHost: Host = {
  id: "terraform-template",
  languages: [],
  ownLanguages: [],
  files: [".tftpl", ".tpl"],
  words: ["Statement"],
  refers: true,
  triggers: [],
  *read(source: SourceText): Generator<undefined, HostReading> {
    yield;
    if (!source.text.includes("Statement")) return NOTHING_READ;
    const reading = readTemplateFile(source);
    if (reading.sites.length === 0 && /\bAWS::\w/.test(source.text)) return yield* templateOfStack(source);
    if (reading.sites.some(({ broken }) => broken) && DIRECTIVE_OF_OTHERS.test(source.text))
      return { ...NOTHING_READ, unreadable: true };
    // Other tools have templates of the same ending: what is wrong is said where Terraform reads it.
    return { ...reading, problems: [], departures: [] };
  },
};

/** Source: "Package template" of Go, whose files have the same ending. */
const DIRECTIVE_OF_OTHERS = /\{\{-?\s*(?:if|else|end|range|with)\b|\{%/;

/** A template of CloudFormation that Terraform fills in: it is read as its own syntax. */
function* templateOfStack(source: SourceText): Generator<undefined, HostReading> {
  const reading = yield* yamlHost.read(source);
  const sites = reading.sites.map((site) => ({ ...site, writer: site.writer && withoutInterpolations(site.writer) }));
  return { ...reading, sites, problems: [], departures: [], unreadable: false };
}

/** Terraform would take what is written so for its own. */
function withoutInterpolations(writer: Writer): Writer {
  return {
    edits(changes) {
      const edits = writer.edits(changes);
      return edits?.some(({ newText }) => /[$%]\{/.test(newText)) === true ? undefined : edits;
    },
  };
}

/** The file as one policy, if it is one. */
export function readTemplateFile({ path, text }: SourceText, variables: TemplateVariables = new Map()): HostReading {
  const { template, broken: isBroken } = readHclTemplateFile(text);
  const file = { path, text, body: { span: { start: 0, end: text.length }, attributes: [], blocks: [] } };
  const scope = scopeWith(variables, file);
  const encoded = encodedPolicy(template, scope);
  const found = encoded === undefined ? textPolicy(template, scope) : { ...encoded, broken: isBroken };
  if (found === undefined) return { ...NOTHING_READ, unreadable: /"Statement"\s*:/.test(text) };
  const { root, broken, faults, writer, cursorAt } = found;
  return {
    ...NOTHING_READ,
    ...faults,
    sites: [
      {
        root,
        path: [],
        kind: undefined,
        name: undefined,
        stated: NOTHING_STATED,
        uses: [],
        refers: false,
        standing: "source",
        broken,
        writer,
        cursorAt,
      },
    ],
  };
}

function textPolicy(template: HclTemplate, scope: Scope): JsonPolicy | undefined {
  const found = jsonPolicy(template, scope, false);
  if (found === undefined) return undefined;
  const beside = besideOthersInTemplate(found.root, scope.file.text);
  return { ...found, writer: interpolatingWriter(found.writer, beside, 0, "hcl") };
}

/**
 * A file that is one `${jsonencode({ … })}`: an expression of HCL. Source: "templatefile Function" of the "Terraform
 * configuration language", "Generating JSON or YAML from a template".
 */
function encodedPolicy({ parts }: HclTemplate, scope: Scope): Omit<JsonPolicy, "broken"> | undefined {
  const [only, ...others] = parts.filter((part) => part.kind !== "text" || part.text.trim() !== "");
  const call = only?.kind === "interpolation" && only.value.kind === "call" ? only.value : undefined;
  const [given] = call?.name === "jsonencode" ? call.arguments : [];
  const root = given && evaluate(given, scope);
  if (given === undefined || others.length > 0 || root?.kind !== "object" || !looksLikePolicy(root)) return undefined;
  const { text, body } = scope.file;
  const { span } = given;
  const policy = { kind: "attribute", name: "policy", nameSpan: { start: 0, end: 0 }, span, value: given } as const;
  return {
    root,
    faults: NO_FAULTS,
    writer: hclWriter(text, { ...body, attributes: [policy] }, besideOthersInTemplate(root, text)),
    cursorAt: cursorOfObject(given, text),
  };
}

/** Its names are those that it is filled in with. */
function scopeWith(variables: TemplateVariables, file: TerraformFile): Scope {
  const nowhere = { start: 0, end: 0 };
  const names = new Map([...variables].map(([name, text]) => [name, textAt(text, nowhere)] as const));
  const filled: Loop = {
    bound: [...names.keys()],
    names,
    times: [],
    open: false,
    collection: nowhere,
  };
  return { ...scopeOf(moduleOf(file, undefined), file), loops: [filled] };
}
