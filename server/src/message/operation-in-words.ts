/**
 * The API operation that a tool tells in words: Terraform's `Error creating NAT Gateway: UnauthorizedOperation`,
 * Packer's `Error launching source instance`, others' `Failed to create the CloudFormation stack: AccessDenied`.
 */
import { type ActionOfOperation } from "./complete-denial.ts";

/** The words and the code behind them, up to the refusal. */
const LONGEST = 400;

const VERB = String.raw`\b(?:([a-z]{4,14}ing)|(?:failed|unable) to ([a-z]{4,14})|(?:could not|couldn't|cannot) ([a-z]{4,14}))`;
const THING = String.raw`((?:[A-Z][A-Za-z0-9]{0,24}|[a-z]{2,20})(?: (?:[A-Z][A-Za-z0-9]{0,24}|[a-z]{2,20})){0,5})`;
const NAME = String.raw`(?: ?\([^()\n\v\u2028]{1,200}\)| ?["'\`][^"'\`\n\v\u2028]{1,200}["'\`]| [\w.-]*[-\d][\w.-]*)?`;
const CODE = String.raw`:[\s"'\`]{0,3}(?:[A-Z][\w.]{2,60}:?[\s"'\`]{0,3})?$`;
const WORDS = new RegExp(`${VERB} ${THING}${NAME}${CODE}`, "i");

/** How the names of operations begin for each word; where more than one gives an action, none is taken. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  allocating: ["Allocate"],
  associating: ["Associate"],
  attaching: ["Attach"],
  authorizing: ["Authorize"],
  copying: ["Copy"],
  creating: ["Create"],
  deleting: ["Delete"],
  deregistering: ["Deregister"],
  describing: ["Describe"],
  detaching: ["Detach"],
  disabling: ["Disable"],
  disassociating: ["Disassociate"],
  enabling: ["Enable"],
  importing: ["Import"],
  listing: ["List"],
  modifying: ["Modify"],
  reading: ["Describe"],
  rebooting: ["Reboot"],
  registering: ["Register"],
  releasing: ["Release"],
  revoking: ["Revoke"],
  starting: ["Start"],
  stopping: ["Stop"],
  tagging: ["Tag"],
  terminating: ["Terminate"],
  updating: ["Update"],
};

/** What has a name of its own. */
const PHRASES: readonly (readonly [words: RegExp, service: string, operation: string])[] = [
  [/^(?:launching|requesting|starting) (?:an? |the )?(?:source|EC2|spot) instances?$/i, "ec2", "RunInstances"],
  [/^(?:running|launching) instances?$/i, "ec2", "RunInstances"],
  [/^querying AMI$/i, "ec2", "DescribeImages"],
  [/^creating temporary key ?pair$/i, "ec2", "CreateKeyPair"],
  [/^creating temporary security group$/i, "ec2", "CreateSecurityGroup"],
  [/^creating AMI$/i, "ec2", "CreateImage"],
  [/^validating regions?$/i, "ec2", "DescribeRegions"],
];

/** `before` ends where the refusal begins; the service is that of the code, undefined if the code tells none. */
export function actionInWords(
  before: string,
  service: string | undefined,
  actionOfOperation: ActionOfOperation,
): string | null {
  const match = WORDS.exec(before.slice(-LONGEST));
  if (match === null) return null;
  const [, doing, failedTo, couldNot, thing = ""] = match;
  const verb = doing ?? gerund(failedTo ?? couldNot ?? "");
  const phrase = PHRASES.find(([words]) => words.test(`${verb} ${thing}`));
  if (phrase !== undefined) return actionOfOperation(phrase[1], phrase[2]);
  const found = new Set<string>();
  for (const start of VERBS[verb.toLowerCase()] ?? []) {
    const action = actionOf(start, thing.replace(/^(?:the|an?|AWS|Amazon) /i, ""), service, actionOfOperation);
    if (action !== null) found.add(action);
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/** `create` → `creating`, `stop` → `stopping`: one table has all verbs. */
function gerund(verb: string): string {
  const stem = verb.toLowerCase();
  return (
    Object.keys(VERBS).find((one) => one === `${stem}ing` || one === `${stem.replace(/e$/, "")}ing`) ??
    `${stem}${stem.slice(-1)}ing`
  );
}

/**
 * The first words may be the name of the service: `creating EC2 NAT Gateway`, `listing Organizations Accounts`; or the last
 * ones, as in `register task definition in ECS`.
 */
function actionOf(
  verb: string,
  thing: string,
  service: string | undefined,
  actionOfOperation: ActionOfOperation,
): string | null {
  const [what = "", ...where] = thing.split(/ in (?=\S+$)/);
  const words = what.split(" ");
  if (where.length > 0) return ofNames(where[0], verb, words, actionOfOperation);
  for (let named = Math.min(2, words.length - 1); named >= 1; named--) {
    const action = ofNames(words.slice(0, named).join(" "), verb, words.slice(named), actionOfOperation);
    if (action !== null && (service === undefined || action.startsWith(`${service}:`))) return action;
  }
  return ofNames(service, verb, words, actionOfOperation);
}

/** One thing is described by an operation on many. */
function ofNames(
  service: string | undefined,
  verb: string,
  words: readonly string[],
  actionOfOperation: ActionOfOperation,
): string | null {
  const name = verb + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return actionOfOperation(service, name) ?? (verb === "Describe" ? actionOfOperation(service, `${name}s`) : null);
}
