/** The ARNs that an action is asked for, with the names that a command says in its options. */
import { type Catalog } from "../../catalog/catalog.ts";
import { isOfForm } from "../completion/resources.ts";
import { type CommandLine } from "./command-line.ts";
import { namesIn, wordOf } from "./command-names.ts";

/** `form` is an ARN with names such as `<bucket>` to be filled in; undefined for what the reference lists. */
export function resourcesFor(
  action: string,
  form: string | undefined,
  line: CommandLine,
  catalog: Catalog,
): readonly string[] {
  const given = namesIn(line);
  if (action.startsWith("apigateway:")) return pathsOfGateway(given);
  if (form !== undefined) return [filled(withDocument(form, given), /<([\w-]+)>/g, given)];
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
  const chosen = [
    ...chosenOf(forms, given),
    ...alsoDecidedOn(action, given).flatMap((type) => (service?.resourceType(type)?.arns ?? []).slice(0, 1)),
  ];
  return widest([...new Set(chosen.map((arn) => withSuffix(filled(arn, PLACEHOLDER, given), { arn, action }, given)))]);
}

/** Its actions are the methods of HTTP, each for hundreds of paths. Source: "Amazon Resource Names for API Gateway". */
function pathsOfGateway(given: ReadonlyMap<string, string>): readonly string[] {
  const stem = `arn:aws:apigateway:${given.get("region") ?? "*"}::`;
  const [rest, other] = [given.get("restapi"), given.get("api")];
  const path = rest !== undefined ? `/restapis/${rest}` : other !== undefined ? `/apis/${other}` : undefined;
  return path === undefined ? [`${stem}/*`] : [stem + path, `${stem}${path}/*`];
}

interface ListedForm {
  readonly arn: string;
  readonly required: boolean;
}

/** All that the call is decided on; of very many, which one call never has together, those that the command names. */
function chosenOf(forms: readonly ListedForm[], given: ReadonlyMap<string, string>): readonly string[] {
  const required = forms.filter((one) => one.required).map(({ arn }) => arn);
  const arns = required.length > 0 ? required : forms.map(({ arn }) => arn);
  const said = arns.filter(
    (arn) =>
      placeholdersOf(arn).length > 0 && placeholdersOf(arn).every((one) => valueOf(one, arn, given) !== undefined),
  );
  if (required.length === 0) return nearestOf(arns, given);
  return required.length > MOST_TYPES && said.length > 0 ? said : required;
}

/**
 * An instance has a volume for its root, and a key pair if one is named. Source: "Example policies to control access to the
 * Amazon EC2 API", on RunInstances.
 */
function alsoDecidedOn(action: string, given: ReadonlyMap<string, string>): readonly string[] {
  if (action !== "ec2:RunInstances") return [];
  return given.has("keypair") ? ["volume", "key-pair"] : ["volume"];
}

/** A session has another document if the command names one. */
function withDocument(form: string, given: ReadonlyMap<string, string>): string {
  const document = given.get("document");
  return document === undefined ? form : form.replace("document/SSM-SessionManagerRunShell", `document/${document}`);
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

/**
 * Secrets Manager adds six characters to a name. A log group ends in `:*` but for what tags it. Sources: "Identity-based
 * policies" (AWS Secrets Manager); "Overview of managing access permissions to your CloudWatch Logs resources".
 */
function withSuffix(
  filledArn: string,
  { arn: form, action }: { readonly arn: string; readonly action: string },
  given: ReadonlyMap<string, string>,
): string {
  if (form.includes(":secretsmanager:") && given.has("secret")) return `${filledArn}-??????`;
  const isOfLogs = /:log-group:\$\{\w+\}$/.test(form) && !/^logs:(?:Untag|Tag|ListTags)/.test(action);
  return isOfLogs ? `${filledArn}:*` : filledArn;
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
  // `hostedzone/${Id}` has the name of its type before it.
  const type = typeBefore(placeholder, form);
  const value =
    given.get(wordOf(placeholder)) ??
    (type === undefined ? undefined : given.get(wordOf(type))) ??
    (only ? given.get("name") : undefined);
  if (value === undefined || value.startsWith("arn:")) return undefined;
  return form.includes(`/\${${placeholder}}`) ? value.replace(/^\/+/, "") : value;
}

/** Of the last name in an ARN, which is that of what it is about. */
function typeBefore(placeholder: string, form: string): string | undefined {
  if (placeholdersOf(form).at(-1) !== placeholder) return undefined;
  const end = form.indexOf(`\${${placeholder}}`);
  return /([\w-]+)[/:]$/.exec(form.slice(0, Math.max(0, end)))?.[1];
}

/** A Region, an account and what AWS makes up are any; a name is for the author to write. */
function nameToFillIn(placeholder: string): string {
  if (placeholder === "Region" || placeholder === "Account" || /(?:Id|Arn|Uuid)$/.test(placeholder)) return "*";
  return `<${placeholder.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase()}>`;
}
