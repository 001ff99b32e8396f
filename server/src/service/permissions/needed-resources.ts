/** The ARNs that an action is asked for, with the names that a command says in its options. */
import { type Catalog } from "../../catalog/catalog.ts";
import { isOfForm } from "../completion/resources.ts";
import { type CommandLine } from "./command-line.ts";

/** `form` is an ARN with names such as `<bucket>` to be filled in; undefined for what the reference lists. */
export function resourcesFor(
  action: string,
  form: string | undefined,
  line: CommandLine,
  catalog: Catalog,
): readonly string[] {
  const given = valuesIn(line);
  if (form !== undefined) return [filled(form, /<([\w-]+)>/g, given)];
  const colon = action.indexOf(":");
  const service = catalog.service(action.slice(0, colon));
  const listed = service?.action(action.slice(colon + 1))?.resources ?? [];
  const forms = listed.flatMap(({ type, required }) =>
    (service?.resourceType(type)?.arns ?? []).slice(0, 1).map((arn) => ({ arn, required })),
  );
  if (forms.length === 0) return ["*"];
  const arns = [...given.values()].filter((value) =>
    forms.some(({ arn }) => value.startsWith("arn:") && isOfForm(value, arn)),
  );
  if (arns.length > 0) return [...new Set(arns)];
  const required = forms.filter((one) => one.required);
  const chosen =
    required.length > 0
      ? required.map(({ arn }) => arn)
      : nearestOf(
          forms.map(({ arn }) => arn),
          given,
        );
  return widest([...new Set(chosen.map((arn) => withSuffix(filled(arn, PLACEHOLDER, given), arn, given)))]);
}

/** Without what begins as another does up to its last wildcard: `application/*` is for `application/ID/environment/*`, too. */
function widest(arns: readonly string[]): readonly string[] {
  return arns.filter(
    (arn) => !arns.some((other) => other !== arn && other.endsWith("*") && arn.startsWith(other.slice(0, -1))),
  );
}

/** With the fewest names to fill in; of many types of which nothing is said, what they have in common. */
function nearestOf(forms: readonly string[], given: ReadonlyMap<string, string>): readonly string[] {
  const left = (arn: string): number =>
    placeholdersOf(arn).filter((one) => valueOf(one, arn, given) === undefined).length;
  const isSaid = forms.some((arn) => left(arn) < placeholdersOf(arn).length);
  if (!isSaid && forms.length > MOST_TYPES) return [commonIn(forms)];
  const [nearest] = [...forms].sort((one, other) => left(one) - left(other) || one.length - other.length);
  return nearest === undefined ? [] : [nearest];
}

const MOST_TYPES = 8;

function commonIn(forms: readonly string[]): string {
  const headOf = (form: string): string => form.split(":", 5).join(":");
  const countOf = (form: string): number => forms.filter((one) => headOf(one) === headOf(form)).length;
  const [most = ""] = [...forms].sort((one, other) => countOf(other) - countOf(one));
  const [first = "", ...others] = forms.filter((one) => headOf(one) === headOf(most));
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  const end = Math.max(first.lastIndexOf(":", length - 1), first.lastIndexOf("/", length - 1)) + 1;
  return `${first.slice(0, end)}*`;
}

/** Secrets Manager adds six characters to a name. Source: "Identity-based policies" (AWS Secrets Manager). */
function withSuffix(arn: string, form: string, given: ReadonlyMap<string, string>): string {
  return form.includes(":secretsmanager:") && given.has("secret") ? `${arn}-??????` : arn;
}

const PLACEHOLDER = /\$\{(\w+)\}/g;

function placeholdersOf(arn: string): readonly string[] {
  return [...arn.matchAll(PLACEHOLDER)]
    .map(([, placeholder = ""]) => placeholder)
    .filter((placeholder) => !["Partition", "Region", "Account"].includes(placeholder));
}

function filled(form: string, placeholder: RegExp, given: ReadonlyMap<string, string>): string {
  const arn = form.replace(placeholder, (whole, word: string) => {
    if (word === "Partition") return "aws";
    const value = valueOf(word, form, given);
    if (value !== undefined) return value;
    return whole.startsWith("<") ? whole : nameToFillIn(word);
  });
  const [region, account] = [given.get("region"), given.get("account")];
  return arn
    .split(":")
    .map((part, index) =>
      part !== "*" ? part : index === 3 ? (region ?? part) : index === 4 ? (account ?? part) : part,
    )
    .join(":");
}

/** `--name` is the name of what the command is about: of the only one that an ARN has. */
function valueOf(placeholder: string, form: string, given: ReadonlyMap<string, string>): string | undefined {
  const only = placeholdersOf(form).length === 1 && placeholdersOf(form)[0] === placeholder;
  const value = given.get(wordOf(placeholder)) ?? (only ? given.get("name") : undefined);
  if (value === undefined || value.startsWith("arn:")) return undefined;
  return form.includes(`/\${${placeholder}}`) ? value.replace(/^\/+/, "") : value;
}

/** A Region, an account and what AWS makes up are any; a name is for the author to write. */
function nameToFillIn(placeholder: string): string {
  if (placeholder === "Region" || placeholder === "Account" || /(?:Id|Arn|Uuid)$/.test(placeholder)) return "*";
  return `<${placeholder.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase()}>`;
}

/** `FunctionName`, `function-name` and `functionName` are one: `function`. */
function wordOf(text: string): string {
  const whole = text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const word = whole.replace(/with(?:path|outleadingslash)$/, "");
  return ALIASES.get(word) ?? (word.replace(/(?:name|id)$/, "") || word);
}

/** Options that are called otherwise than what they name. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["key", "object"],
  ["objectname", "object"],
  ["loggroupname", "group"],
]);

/** What options name, by the word of the option; what a shell fills in is not known. */
function valuesIn({ options, words }: CommandLine): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [option, value] of options) {
    if (!/^[\w+=,.@:/-]{1,500}$/.test(value) || value.startsWith("file:")) continue;
    values.set(wordOf(option), value);
    const queue = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com\/(\d{12})\/([\w.-]+)$/.exec(value);
    if (queue === null) continue;
    for (const [index, word] of ["region", "account", "queue"].entries()) values.set(word, queue[index + 1] ?? "");
  }
  // `logs tail GROUP`
  const group = words.at(-1);
  if (words.includes("tail") && group !== undefined && group !== "tail" && /^[\w./#-]+$/.test(group)) {
    values.set("group", group);
  }
  return values;
}
