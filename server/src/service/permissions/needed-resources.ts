/** The ARNs that an action is asked for, with the names that a command says in its options. */
import { type Catalog } from "../../catalog/catalog.ts";
import { isOfForm } from "../completion/resources.ts";
import { filled, isPartlySaid, isSaid, isSaidBeside, PLACEHOLDER, placeholdersOf, valueOf } from "./arn-names.ts";
import { type CommandLine } from "./command-line.ts";
import { namesIn, wholeWord, wordOf } from "./command-names.ts";

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
  const forms = formsOf(action, catalog);
  if (forms.length === 0 || isWithoutResource(action, line)) return ["*"];
  const arns = [...given.values()].filter((value) => forms.some(({ arn }) => isNamedByArn(value, arn)));
  if (arns.length > 0) return [...new Set(arns)];
  if (isAskedForAll(action, forms, given, catalog)) return ["*"];
  const named = namedByCommand(forms, given, line);
  const chosen = [
    ...chosenOf(forms, named),
    ...(ALSO_DECIDED_ON.get(action) ?? []).flatMap((type) => formsOf(action, catalog, type).map(({ arn }) => arn)),
  ];
  const listing = isListing(line);
  return widest([
    ...new Set(
      chosen.map((arn) => {
        const text = withSuffix(filled(arn, PLACEHOLDER, named), { arn, action, named });
        return listing && !isPartlySaid(arn, named) ? text.replace(/<[^<>]+>$/, "*") : text;
      }),
    ),
  ]);
}

/** ARNs that AWS lists without requiring them and the command does not name. */
export interface OpenResources {
  readonly arns: readonly string[];
  /** What is answered: `*` for that reason, each of them, what very many have in common, or what is required beside them. */
  readonly answer: "everything" | "each" | "common" | "required";
}

/** What is left to the author of the answer of `resourcesFor`; undefined where the command or the reference settles it. */
export function openResourcesOf(action: string, line: CommandLine, catalog: Catalog): OpenResources | undefined {
  if (action.startsWith("apigateway:") || isWithoutResource(action, line)) return undefined;
  const forms = formsOf(action, catalog);
  const given = namesIn(line);
  const values = [...given.values()];
  const required = forms.some((form) => form.required);
  const isNamed = ({ arn }: ListedForm): boolean =>
    (required ? isSaidBeside(arn, given) : isPartlySaid(arn, given)) ||
    values.some((value) => isNamedByArn(value, arn));
  const also = (ALSO_DECIDED_ON.get(action) ?? []).flatMap((type) => formsOf(action, catalog, type));
  const open = forms.filter(
    (form) => !form.required && !isNamed(form) && !also.some(({ arn }) => form.arn.startsWith(arn)),
  );
  const everything = isAskedForAll(action, forms, given, catalog);
  if (open.length === 0 || (!required && (open.length < forms.length || (forms.length === 1 && !everything)))) {
    return undefined;
  }
  // A mere `--name` is of something else.
  const beside = new Map([...given].filter(([word]) => word !== "name"));
  return {
    arns: open.map(({ arn }) => filled(arn, PLACEHOLDER, beside)),
    answer: required ? "required" : everything ? "everything" : forms.length > MOST_TYPES ? "common" : "each",
  };
}

/**
 * The ARNs that the reference lists for an action, one for each type; with `type`, that of one type of the service. An
 * access point is another way to what has an ARN of its own.
 */
function formsOf(action: string, catalog: Catalog, type?: string): readonly ListedForm[] {
  const colon = action.indexOf(":");
  const service = catalog.service(action.slice(0, colon));
  const listed =
    type === undefined ? (service?.action(action.slice(colon + 1))?.resources ?? []) : [{ type, required: true }];
  const forms = listed.flatMap((one) =>
    (service?.resourceType(one.type)?.arns ?? []).slice(0, 1).map((arn) => ({ arn, required: one.required })),
  );
  const direct = forms.filter(({ arn }) => !arn.includes(":accesspoint/"));
  if (direct.length === 0 || direct.length === forms.length) return forms;
  return direct.map(({ arn }) => ({ arn, required: true }));
}

/**
 * A text message goes to no topic, and the tasks of a cluster are on no one instance. Sources: "Publishing to a mobile phone"
 * (Amazon SNS); "Describe or list Amazon ECS tasks".
 */
function isWithoutResource(action: string, { options }: CommandLine): boolean {
  if (action === "ecs:ListTasks") return !options.has("container-instance");
  return action === "sns:Publish" && options.has("phone-number");
}

/** A read of which AWS lists a resource that it may be asked for, and that names none, is asked for on everything. */
function isAskedForAll(
  action: string,
  forms: readonly ListedForm[],
  given: ReadonlyMap<string, string>,
  catalog: Catalog,
): boolean {
  if (forms.length === 0 || forms.some(({ arn, required }) => required || isPartlySaid(arn, given))) return false;
  const [prefix = "", name = ""] = action.split(":");
  const levels = catalog.service(prefix)?.action(name)?.accessLevels ?? [];
  return levels.every((level) => level === "List" || level === "Read") && !/^ListTag|Tags$|Policy$/.test(name);
}

/** `describe-budgets` lists all of them. */
function isListing({ words }: CommandLine): boolean {
  return words.length > 1 && /^(?:describe|list)-.*s$/.test(words.at(-1) ?? "");
}

/** Is the ARN of that form? A log group has slashes in its name, behind the word that says what it is. */
function isNamedByArn(value: string, listed: string): boolean {
  if (!value.startsWith("arn:")) return false;
  const form = listed.replace(/\*$/, "${Any}");
  if (isOfForm(value, form)) return true;
  const [type, ...others] = form.split(":").slice(5);
  const head = `:${type ?? ""}:`;
  const [one, other] = [value.split(":"), form.split(":")];
  return others.length === 1 && placeholdersOf(form).length === 1 && one[2] === other[2] && value.includes(head);
}

/** `--name` names what the command is about: of several ARNs, the one whose last name the command has in its own. */
function namedByCommand(
  forms: readonly ListedForm[],
  given: ReadonlyMap<string, string>,
  { words }: CommandLine,
): ReadonlyMap<string, string> {
  const name = given.get("name");
  if (name === undefined) return given;
  const command = wholeWord(words.at(-1) ?? "");
  const about = new Set(
    forms.flatMap(({ arn }) => {
      const last = placeholdersOf(arn).at(-1) ?? "";
      const word = wordOf(last);
      return word !== "" && !last.endsWith("Id") && command.includes(word) ? [word] : [];
    }),
  );
  const [word] = about;
  if (word === undefined || about.size > 1 || given.has(word)) return given;
  const named = new Map(given);
  named.set(word, name);
  if (forms.length > 1) named.delete("name");
  return named;
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
  const said = forms.filter(({ arn }) => isSaid(arn, given));
  if (required.length === 0) return said.length > 0 ? said.map(({ arn }) => arn) : nearestOf(forms, given);
  const also = said.filter((one) => !one.required && isSaidBeside(one.arn, given)).map(({ arn }) => arn);
  const saidOfRequired = required.filter((arn) => isSaid(arn, given));
  return [...(required.length > MOST_TYPES && saidOfRequired.length > 0 ? saidOfRequired : required), ...also];
}

/**
 * Types that the reference does not require and that every such call is decided on. Sources: "Example policies to control
 * access to the Amazon EC2 API", on RunInstances; "Resource: Restrict to a job queue" (AWS Batch User Guide).
 */
const ALSO_DECIDED_ON: ReadonlyMap<string, readonly string[]> = new Map([
  ["batch:SubmitJob", ["job-definition"]],
  ["ec2:RunInstances", ["volume"]],
]);

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

/** With the fewest names to fill in; where nothing is said, each of them, and of very many what they have in common. */
function nearestOf(forms: readonly ListedForm[], given: ReadonlyMap<string, string>): readonly string[] {
  const arns = forms.map(({ arn }) => arn);
  if (!arns.some((arn) => isPartlySaid(arn, given))) return arns.length > MOST_TYPES ? [commonIn(arns)] : arns;
  const left = (arn: string): number =>
    placeholdersOf(arn).filter((one) => valueOf(one, arn, given) === undefined).length;
  const [nearest] = arns
    .filter((arn) => isPartlySaid(arn, given))
    .sort((one, other) => left(one) - left(other) || one.length - other.length);
  return nearest === undefined ? [] : [nearest];
}

const MOST_TYPES = 8;

function commonIn(forms: readonly string[]): string {
  const byHead = new Map<string, string[]>();
  for (const form of forms) {
    const head = form.split(":", 5).join(":");
    const alike = byHead.get(head);
    if (alike === undefined) byHead.set(head, [form]);
    else alike.push(form);
  }
  // Of heads that are as frequent the one that comes first.
  const [most = []] = [...byHead.values()].sort((one, other) => other.length - one.length);
  const [first = "", ...others] = most;
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  const end = Math.max(first.lastIndexOf(":", length - 1), first.lastIndexOf("/", length - 1)) + 1;
  return `${first.slice(0, end)}*`;
}

/**
 * Secrets Manager adds six characters to a name. A version or an alias of a function has an ARN of its own. A log group ends in `:*` but for what tags it. Sources: "Identity-based
 * policies" (AWS Secrets Manager); "Identity-based IAM policies for Lambda"; "Overview of managing access permissions to your CloudWatch Logs resources".
 */
function withSuffix(
  filledArn: string,
  {
    arn: form,
    action,
    named,
  }: { readonly arn: string; readonly action: string; readonly named: ReadonlyMap<string, string> },
): string {
  const qualifier = named.get("alias") ?? named.get("version");
  if (form.endsWith(":function:${FunctionName}") && named.has("qualifier") && qualifier !== undefined) {
    return `${filledArn}:${qualifier}`;
  }
  if (form.includes(":secretsmanager:") && !filledArn.endsWith("*")) return `${filledArn}-??????`;
  const isOfLogs = /:log-group:\$\{\w+\}$/.test(form) && !/^logs:(?:Untag|Tag|ListTags)/.test(action);
  return isOfLogs ? `${filledArn}:*` : filledArn;
}
