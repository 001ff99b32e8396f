/**
 * Whose the policies in tasks of Ansible are, and those in the files that tasks look up. Sources: the modules of "Amazon.Aws"
 * and "Community.Aws" in Ansible's collection index; "Search paths in Ansible", on `files` and `templates`.
 */
import { patternOf } from "../syntax/filled-text.ts";
import { memberNamed, type ObjectValue, textOfMember, type Value } from "../syntax/value.ts";
import { readYaml } from "../syntax/yaml.ts";
import { type Span, spanContains } from "../text/span.ts";
import { declaredHolders, type HolderSort, sorted, type SortedHolder } from "./holder-sorts.ts";
import { NOTHING_DECLARED, NOTHING_STATED, type Site, type SiteUse, type SourcesAround } from "./host.ts";
import { filledOf } from "./placed-values.ts";
import { tellingNames } from "./telling-names.ts";
import { templateValue } from "./template-value.ts";
import { type FileUse } from "./terraform/file-uses.ts";
import { listed } from "./terraform/calls.ts";
import { folderOf, joinPath } from "./terraform/paths.ts";

/** What a task says of a policy that it is given: texts alone, so that an answer can be compared. */
interface OfTask {
  readonly kind: "identity" | "trust" | "resource";
  readonly name: string | undefined;
  readonly holders: readonly SortedHolder[];
  readonly resources: readonly string[];
}

export interface PolicyOfTask {
  /** The document, or what looks it up. */
  readonly value: Value;
  readonly said: OfTask;
}

/** In the order of the file. `root` is a list of plays, of tasks or of handlers. */
export function policiesOfTasks(root: Value): readonly PolicyOfTask[] {
  const tasks = tasksIn(root, 0);
  const having = holdersIn(tasks);
  return tasks
    .flatMap(({ module, given }) =>
      (MODULES.get(module) ?? []).flatMap(({ argument, say }) => {
        const value = memberNamed(given, argument)?.value;
        return value === undefined ? [] : [{ value, said: say(given, having) }];
      }),
    )
    .sort((one, other) => one.value.span.start - other.value.span.start);
}

/** By what the managed policies are called: the roles, users and groups that list them, by name or by ARN. */
type Having = ReadonlyMap<string, readonly SortedHolder[]>;

function holdersIn(tasks: readonly Task[]): Having {
  const found = new Map<string, SortedHolder[]>();
  for (const { module, given } of tasks) {
    const sort = sortOf(/^iam_(role|user|group)$/.exec(module)?.[1]);
    if (sort === undefined) continue;
    for (const policy of managedBy(given)) {
      const known = found.get(policy) ?? [];
      known.push(...sorted(namesIn(given, "name"), sort));
      found.set(policy, known);
    }
  }
  return found;
}

function managedBy(holder: ObjectValue): ReadonlySet<string> {
  const value = memberNamed(holder, "managed_policies")?.value ?? memberNamed(holder, "managed_policy")?.value;
  const items = value?.kind === "array" ? value.items : value === undefined ? [] : [value];
  const texts = items.flatMap((item) => filledOf(item)?.text ?? []);
  return new Set(texts.map((text) => text.split(":policy/").at(-1) ?? text));
}

interface Task {
  /** Without its collection. */
  readonly module: string;
  readonly given: ObjectValue;
}

/** Plays and blocks have tasks in them; what a task takes away nobody has. Source: "Playbook Keywords". */
function tasksIn(list: Value | undefined, depth: number): readonly Task[] {
  if (list?.kind !== "array" || depth > DEEPEST) return [];
  return list.items.flatMap((item) =>
    (item.kind === "object" ? item.members : []).flatMap(({ key, value }): readonly Task[] => {
      if (WITH_TASKS.has(key)) return tasksIn(value, depth + 1);
      const module = key.replace(/^(?:amazon|community)\.aws\./, "");
      const isTask = value?.kind === "object" && KNOWN.test(module) && textOfMember(value, "state") !== "absent";
      return isTask ? [{ module, given: value }] : [];
    }),
  );
}

const WITH_TASKS: ReadonlySet<string> = new Set([
  "tasks",
  "pre_tasks",
  "post_tasks",
  "handlers",
  "block",
  "rescue",
  "always",
]);

const DEEPEST = 6;

/** The modules that are given policies, or give them to somebody. */
const KNOWN = /^(?:iam|s3|sqs|sns|kms|ecs|secretsmanager)_\w+$/;

interface GivenPolicy {
  readonly argument: string;
  readonly say: (given: ObjectValue, having: Having) => OfTask;
}

const NOTHING_SAID = { name: undefined, holders: [], resources: [] };

const inline = (argument: string): GivenPolicy => ({
  argument,
  say(given) {
    const sort = sortOf(textOfMember(given, "iam_type"));
    return {
      ...NOTHING_SAID,
      kind: "identity",
      name: textOfMember(given, "policy_name"),
      holders: sorted(namesIn(given, "iam_name"), sort),
    };
  },
});

const ofResource = (argument: string, form: (name: string) => string): GivenPolicy => ({
  argument,
  say: (given) => ({ ...NOTHING_SAID, kind: "resource", resources: namesIn(given, "name").map(form) }),
});

const MODULES: ReadonlyMap<string, readonly GivenPolicy[]> = new Map([
  ["iam_policy", [inline("policy_json"), inline("policy_document")]],
  ["iam_managed_policy", [{ argument: "policy", say: managed }]],
  ["iam_role", [{ argument: "assume_role_policy_document", say: trusted }]],
  ["s3_bucket", [ofResource("policy", (name) => `arn:aws:s3:::${name}`)]],
  ["sqs_queue", [ofResource("policy", (name) => `arn:aws:sqs:*:*:${name}`)]],
  ["sns_topic", [ofResource("policy", (name) => `arn:aws:sns:*:*:${name}`)]],
  ["ecs_ecr", [ofResource("policy", (name) => `arn:aws:ecr:*:*:repository/${name}`)]],
  [
    "secretsmanager_secret",
    [ofResource("resource_policy", (name) => `arn:aws:secretsmanager:*:*:secret:${name}-??????`)],
  ],
]);

function managed(given: ObjectValue, having: Having): OfTask {
  const name = textOfMember(given, "name") ?? textOfMember(given, "policy_name");
  return { ...NOTHING_SAID, kind: "identity", name, holders: having.get(name ?? "") ?? [] };
}

function trusted(given: ObjectValue): OfTask {
  const path = pathIn(given);
  const resources = namesIn(given, "name").map((name) => `arn:aws:iam::*:role${path}${name}`);
  return { ...NOTHING_SAID, kind: "trust", resources };
}

/** Of one that is filled in: any. */
function pathIn(given: ObjectValue): string {
  const value = memberNamed(given, "path")?.value;
  const path = filledOf(value);
  if (value === undefined) return "/";
  return path === undefined || path.holes.length > 0 ? "*/" : path.text;
}

function sortOf(text: string | undefined): HolderSort | undefined {
  return text === "role" || text === "user" || text === "group" ? text : undefined;
}

/** `*` is what Jinja fills in; of a name that is nothing else it tells nothing. */
function namesIn(given: ObjectValue, property: string): readonly string[] {
  const text = filledOf(memberNamed(given, property)?.value);
  return text === undefined ? [] : tellingNames(patternOf(text));
}

function useOf({ kind, name, holders, resources }: OfTask): SiteUse {
  const groups = holders.flatMap((one) => (one.sort === "group" ? one.name : []));
  const held = holders.filter(({ sort }) => sort !== "group");
  const inGroups = groups.length > 0 ? { groups } : {};
  const declared = { ...NOTHING_DECLARED, ...declaredHolders(held), ...inGroups, resources };
  return { kind, name, stated: { ...NOTHING_STATED, declared } };
}

/** With what the task around a policy says of it. */
export function siteOfTask(site: Site, tasks: readonly PolicyOfTask[]): Site {
  const task = taskAround(site.root.span, tasks);
  const use = task && useOf(task.said);
  return use === undefined ? site : { ...site, kind: use.kind, name: use.name ?? site.name, uses: [use] };
}

/** They are in the order of the file, and none is in another. */
function taskAround(span: Span, tasks: readonly PolicyOfTask[]): PolicyOfTask | undefined {
  let first = 0;
  let end = tasks.length;
  while (first < end) {
    const middle = (first + end) >> 1;
    if ((tasks[middle]?.value.span.start ?? 0) <= span.start) first = middle + 1;
    else end = middle;
  }
  const before = tasks[first - 1];
  return before !== undefined && spanContains(before.value.span, span) ? before : undefined;
}

/** What tasks of the workspace say of the policy of a file that they look up; undefined where none does. */
export function useInPlaybooks(path: string, around: SourcesAround): FileUse | undefined {
  const said = listed(`looked up by tasks: ${path}`, (noted) => lookedUp(noted).get(path) ?? [], around);
  const uses = said.map((one) => useOf(JSON.parse(one) as OfTask));
  return uses.length === 0 ? undefined : { reading: "file", isOther: false, variables: new Map(), uses };
}

/** Every file that tasks look up a policy in. */
export function filesOfTasks(around: SourcesAround): readonly string[] {
  return [...lookedUp(around).keys()];
}

/** By the paths of the files: what each task says of it. */
function lookedUp(around: SourcesAround): ReadonlyMap<string, readonly string[]> {
  return around.made("looked up by tasks", (noted) => {
    const found = new Map<string, string[]>();
    for (const path of noted.everyFolder().flatMap((folder) => noted.filesIn(folder))) {
      for (const { file, said } of /\.ya?ml$/i.test(path) ? lookupsIn(path, noted) : []) {
        const known = found.get(file);
        if (known === undefined) found.set(file, [said]);
        else known.push(said);
      }
    }
    return found;
  });
}

interface Lookup {
  readonly file: string;
  readonly said: string;
}

function lookupsIn(path: string, around: SourcesAround): readonly Lookup[] {
  const text = around.textOf(path) ?? "";
  if (!LOOKS_UP.test(text) || !OF_TASKS.test(text)) return [];
  const { roots, source } = readYaml(text);
  return roots
    .flatMap((root) => policiesOfTasks(templateValue(root, source)))
    .flatMap(({ value, said }) => {
      const name = value.kind === "string" ? nameLookedUp(value.text) : undefined;
      const files = name === undefined ? [] : filesFor(name, path, around);
      return files.map((file) => ({ file, said: JSON.stringify(said) }));
    });
}

const LOOKS_UP = /\blookup\s*\(|\bpolicy_document:/;

/** Names that are in the text of each of them. */
const OF_TASKS = /^[ \t-]*(?:(?:amazon|community)\.aws\.)?(?:iam|s3|sqs|sns|kms|ecs|secretsmanager)_\w+:/m;

/** `{{ lookup('file', 'reader.json') }}`, or the path alone, which `policy_document` takes. */
function nameLookedUp(text: string): string | undefined {
  const [, , own] =
    /\blookup\s*\(\s*(["'])(?:ansible\.builtin\.)?(?:file|template)\1\s*,\s*["']([^"'{}]+)["']/.exec(text) ?? [];
  return own ?? (/^[\w./-]+\.(?:json|ya?ml|j2)$/.test(text) ? text : undefined);
}

/** In the folders of the role or the playbook that are for it. Of another ending it may be in any of them: it is not at hand. */
function filesFor(name: string, path: string, around: SourcesAround): readonly string[] {
  const own = folderOf(path);
  const above = own === "" ? "" : folderOf(own.slice(0, -1));
  const folders = [own, above].flatMap((folder) => [`${folder}files/`, `${folder}templates/`, folder]);
  const paths = folders.flatMap((folder) => joinPath(folder, name) ?? []);
  const there = paths.find((one) => around.textOf(one) !== undefined);
  if (there !== undefined) return [there];
  return /\.(?:json|ya?ml)$/i.test(name) ? [] : [...new Set(paths)];
}
