/** Where a template in YAML may have one more resource with a policy, or lacks what makes one of it. Only lines are looked at. */
import { kindOfNewPolicy } from "../policy/kinds.ts";
import { type Draft } from "../syntax/draft.ts";
import { blockDraft } from "../syntax/yaml-draft.ts";
import {
  BEGUN_RESOURCES,
  type BegunResource,
  bodyOfResource,
  ROLE,
  templateOfResource,
  wholeResource,
} from "./cloudformation/begun-resources.ts";
import { policyProperties } from "./cloudformation/types.ts";
import { type Beginning, type BeginningThing } from "./host.ts";
import { type Insertion } from "./policy-cursor.ts";
import {
  endsHere,
  keyOf,
  layoutAt,
  linesBefore,
  MOST_BLANKS,
  type NamePlace,
  pathTo,
  type Step,
  typeBeside,
} from "./yaml-lines.ts";

/** Undefined where neither a resource nor one of its policies belongs. */
export function resourceBeginning(path: string, text: string, offset: number): Beginning | undefined {
  const { above, current } = linesBefore(text, offset);
  const typed = /^( *)(\w*)$/.exec(current);
  if (typed === null || !endsHere(text, offset)) return undefined;
  const [, indent = "", word = ""] = typed;
  if (text.trim() === word) return inEmptyFile(path, text, offset, { typed: word, indent: indent.length });
  const owner = ownerOf(above, indent.length);
  if (owner === undefined) return undefined;
  const steps = pathTo(owner, above);
  const level = levelOf(steps, text);
  const column = columnBelow(owner, above, indent.length, text, offset);
  if (level === undefined || column === undefined) return undefined;
  const write = (draft: Draft): Insertion =>
    writtenAt(text, offset, { typed: word, indent: indent.length, column, unit: column - owner.column }, draft);
  if (level === "resources") return things(BEGUN_RESOURCES, wholeResource, write);
  const isBare = above.slice(owner.line + 1).every((line) => isBlank(line));
  if (level === "resource") return isBare ? things(BEGUN_RESOURCES, bodyOfResource, write) : undefined;
  const type = typeBeside(steps.at(-1), above);
  const names = type === undefined ? [] : policyProperties(type);
  const own = namesAt(column, above.slice(owner.line + 1), text.slice(offset));
  return {
    kind: undefined,
    write: undefined,
    names: names
      .filter((name) => !own.has(name))
      .map((name) => ({ name, insertion: write({ members: [[name, valueOf(name)]], open: false }), leads: true })),
  };
}

/** A policy alone, where the file's name speaks of one, and a template where it speaks of that. */
function inEmptyFile(
  path: string,
  text: string,
  offset: number,
  { typed, indent }: Pick<WrittenPlace, "typed" | "indent">,
): Beginning | undefined {
  const kind = kindOfNewPolicy(path)?.kind;
  const isTemplate = TEMPLATE_NAME.test(path.slice(path.lastIndexOf("/") + 1));
  if (kind === undefined && !isTemplate) return undefined;
  const write = (draft: Draft): Insertion => ({
    span: { start: offset - typed.length - indent, end: offset },
    parts: blockDraft(draft, "", layoutAt(text, offset)),
    lead: indent,
    also: [],
  });
  const template: BegunResource = { ...ROLE, label: "CloudFormation template with a role" };
  return { ...things([template], templateOfResource, write), ...(kind !== undefined && { kind, write }) };
}

const TEMPLATE_NAME = /\.template$|(?:^|[-_.])(?:template|cloudformation|cfn|stack|sam)(?=[-_.])/i;

function things(
  resources: readonly BegunResource[],
  drawn: (resource: BegunResource, policies: readonly Draft[]) => Draft,
  write: (draft: Draft) => Insertion,
): Beginning {
  const made = resources.map((resource): BeginningThing => ({
    label: resource.label,
    detail: resource.type,
    policies: resource.policies,
    write: (policies) => write(drawn(resource, policies)),
  }));
  return { kind: undefined, write: undefined, names: [], things: made };
}

/** The nearest name above that what is typed at the column can be below; of the first column only the name right above. */
function ownerOf(above: readonly string[], indent: number): NamePlace | undefined {
  const line = above.findLastIndex((text) => {
    const key = keyOf(text);
    return indent === 0 ? !isBlank(text) : key !== undefined && key.column < indent;
  });
  const text = above[line];
  const key = text === undefined ? undefined : keyOf(text);
  if (text === undefined || key === undefined || !/:[ \t]*(?:#.*)?$/.test(text)) return undefined;
  return { name: key.name, column: key.column, line, text };
}

function isBlank(line: string): boolean {
  return /^\s*(?:#.*)?$/.test(line);
}

function levelOf(steps: readonly Step[], text: string): "resources" | "resource" | "properties" | undefined {
  const names = steps.map(({ name }) => name);
  const isTemplate = names[0] === "Resources" && hasOnlySections(text);
  const isInService = names[0] === "resources" && names[1] === "Resources" && /^service:/m.test(text);
  if (!isTemplate && !isInService) return undefined;
  const below = names.slice(isTemplate ? 1 : 2);
  if (below.length === 0) return "resources";
  if (below.length === 1) return "resource";
  return below.length === 2 && below[1] === "Properties" ? "properties" : undefined;
}

/** Sources: "Template sections" (AWS CloudFormation); "AWS SAM template anatomy". */
function hasOnlySections(text: string): boolean {
  return [...text.matchAll(/^([A-Za-z]\w*):/gm)].every(([, name = ""]) => SECTIONS.has(name));
}

const SECTIONS: ReadonlySet<string> = new Set([
  "AWSTemplateFormatVersion",
  "Conditions",
  "Description",
  "Globals",
  "Hooks",
  "Mappings",
  "Metadata",
  "Outputs",
  "Parameters",
  "Resources",
  "Rules",
  "Transform",
]);

/** That of what is below the owner already, on either side of the cursor; undefined where the cursor is in another. */
function columnBelow(
  owner: NamePlace,
  above: readonly string[],
  indent: number,
  text: string,
  offset: number,
): number | undefined {
  const before = above.slice(owner.line + 1).find((line) => !isBlank(line));
  const behind = nextIndent(text, offset);
  const isLast = behind === undefined || behind <= owner.column;
  const column = before?.search(/\S/) ?? (isLast ? undefined : behind);
  if (column === undefined) {
    return indent > owner.column ? indent : owner.column + layoutAt(text, offset).unit.length;
  }
  return column === indent && (isLast || behind === indent) ? column : undefined;
}

/** Of the next line that says something. */
function nextIndent(text: string, offset: number): number | undefined {
  const next = /^[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)[^\s#]/.exec(text.slice(offset, offset + MOST_BLANKS));
  return next?.[1]?.length;
}

/** The names in a column. */
function namesAt(column: number, above: readonly string[], rest: string): ReadonlySet<string> {
  const below = rest.slice(0, MOST_BELOW).split(/\r?\n/).slice(1);
  const end = below.findIndex((line) => !isBlank(line) && line.search(/\S/) < column);
  const lines = [...above, ...(end < 0 ? below : below.slice(0, end))];
  return new Set(
    lines.flatMap((line) => {
      const key = keyOf(line);
      return key?.column === column ? [key.name] : [];
    }),
  );
}

const MOST_BELOW = 20_000;

/** Empty, for a policy that is chosen next. */
function valueOf(name: string): Draft {
  const open: Draft = { members: [], open: true };
  if (name !== "Policies") return open;
  return [
    {
      members: [
        ["PolicyName", { text: [{ stop: "app" }] }],
        ["PolicyDocument", open],
      ],
      open: false,
    },
  ];
}

interface WrittenPlace {
  readonly typed: string;
  /** Of the line, and that of what is written there. */
  readonly indent: number;
  readonly column: number;
  /** How much deeper the file indents. */
  readonly unit: number;
}

function writtenAt(
  text: string,
  offset: number,
  { typed, indent, column, unit }: WrittenPlace,
  draft: Draft,
): Insertion {
  const lacking = " ".repeat(Math.max(0, column - indent));
  const layout = { ...layoutAt(text, offset), unit: " ".repeat(unit) };
  return {
    span: { start: offset - typed.length, end: offset },
    parts: [...(lacking === "" ? [] : [lacking]), ...blockDraft(draft, " ".repeat(column), layout)],
    lead: 0,
    also: [],
  };
}
