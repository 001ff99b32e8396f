/** The names in the ARNs of the reference, and what a command says for them. */
import { wordOf } from "./command-names.ts";

/** A name in an ARN of the reference. */
export const PLACEHOLDER = /\$\{(\w+)\}/g;

/** The names in it, without partition, Region and account. */
export function placeholdersOf(arn: string): readonly string[] {
  return [...arn.matchAll(PLACEHOLDER)]
    .map(([, placeholder = ""]) => placeholder)
    .filter((placeholder) => !["Partition", "Region", "Account"].includes(placeholder));
}

/** `form` with what is given in its places; what `placeholder` finds and nobody gave is for the author to write. */
export function filled(form: string, placeholder: RegExp, given: ReadonlyMap<string, string>): string {
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

/** `--name` is the name of what the command is about, and `--id` its ID: of the only one that an ARN has. */
export function valueOf(placeholder: string, form: string, given: ReadonlyMap<string, string>): string | undefined {
  const only = placeholdersOf(form).length === 1 && placeholdersOf(form)[0] === placeholder;
  const isId = placeholder.endsWith("Id") && placeholder !== NAME_CALLED_ID;
  const word = wordOf(placeholder);
  // `hostedzone/${Id}` has the name of its type before it.
  const type = typeBefore(placeholder, form);
  const value =
    given.get(word) ??
    (type === undefined ? undefined : given.get(wordOf(type))) ??
    (only ? given.get(isId ? "id" : "name") : undefined);
  if (value === undefined || value.startsWith("arn:")) return undefined;
  // A name is no ID; an ID needs no name beside it.
  if (isId && given.get(`${word}name`) === value) return undefined;
  if (
    !isId &&
    given.get(`${word}id`) === value &&
    placeholdersOf(form).some((one) => one !== placeholder && wordOf(one) === word)
  )
    return "*";
  return withoutPrefix(value, form.slice(0, form.indexOf(`\${${placeholder}}`)));
}

/** A secret's name and six characters. */
const NAME_CALLED_ID = "SecretId";

/** `alias/a` is `a` behind `alias/`, `p-1` is `1` behind `p-`, and a path begins behind a slash. */
function withoutPrefix(value: string, before: string): string {
  const [own = ""] = /[^/:]*$/.exec(before) ?? [];
  if (own !== "" && value.startsWith(own)) return value.slice(own.length);
  const [type = ""] = /[^/:]+\/$/.exec(before) ?? [];
  if (type !== "" && value.startsWith(type)) return value.slice(type.length);
  return before.endsWith("/") ? value.replace(/^\/+/, "") : value;
}

/** Of the last name in an ARN, which is that of what it is about. */
function typeBefore(placeholder: string, form: string): string | undefined {
  if (placeholdersOf(form).at(-1) !== placeholder) return undefined;
  const end = form.indexOf(`\${${placeholder}}`);
  return /([\w-]+)[/:]$/.exec(form.slice(0, Math.max(0, end)))?.[1];
}

/** A Region, an account and what AWS makes up are any; a name is for the author to write. */
function nameToFillIn(placeholder: string): string {
  if (placeholder === "Region" || placeholder === "Account" || /(?:Id|Arn|UUID|Uuid)$/.test(placeholder)) return "*";
  return `<${placeholder.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase()}>`;
}

/** Does the command give each name in it? */
export function isSaid(arn: string, given: ReadonlyMap<string, string>): boolean {
  const names = placeholdersOf(arn);
  return names.length > 0 && names.every((one) => valueOf(one, arn, given) !== undefined);
}

/** The same, of what an action does not require: a mere `--name` is of something else. */
export function isSaidBeside(arn: string, given: ReadonlyMap<string, string>): boolean {
  const others = new Map(given);
  others.delete("name");
  return isSaid(arn, others);
}

/** Does it give one of them? */
export function isPartlySaid(arn: string, given: ReadonlyMap<string, string>): boolean {
  return placeholdersOf(arn).some((one) => valueOf(one, arn, given) !== undefined);
}
