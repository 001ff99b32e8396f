import { exampleOfAll } from "../asked-otherwise.ts";
import { splitArn } from "../../policy/arn.ts";
import { addCondition } from "../../policy/changes.ts";
import { isSettled, type Policy, type Statement } from "../../policy/policy.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { principalEntries, type PrincipalEntry } from "../entries.ts";
import { asLastResort, type Fix, fixWith } from "../fix.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { owningService } from "../owning-service.ts";
import { asWell, textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  ofRole: (service: string, thing: string) =>
    say`${thing} reads and writes objects with a role, so this gives it nothing. Write the ARN of that role under ${name("AWS")} in place of ${name(service)}.`,
  anySource: (service: string) =>
    say`${name(service)} can do this for anyone who uses it, even from other accounts. Add a condition on ${name("aws:SourceArn")}, ${name("aws:SourceAccount")} or ${name("aws:SourceOrgID")} that says for whom.`,
});

/**
 * Source: "The confused deputy problem"; "IAM Access Analyzer policy check reference", Restrict access to service
 * principal.
 */
export const serviceWithoutSource: Check = {
  code: "service-without-source",
  severity: "info",
  summary: "A service can use the resource for anyone, because no condition says for whom it acts.",
  messages: MESSAGES,
  kinds: ["resource"],
  *find(subject) {
    if (certainKind(subject) !== "resource" || subject.broken) return;
    for (const [service, places] of unlimitedServices(subject.policy)) {
      const [first, ...others] = places;
      if (first === undefined) continue;
      const thing = owningService(subject) === "s3" ? ACT_WITH_ROLES.get(service) : undefined;
      if (thing !== undefined) {
        const related = asWell(others.map(({ entry }) => entry));
        yield { span: textSpan(first.entry), ...MESSAGES.ofRole(service, thing), related };
        continue;
      }
      const example = exampleOfAll(subject, first.statement);
      yield {
        span: textSpan(first.entry),
        ...MESSAGES.anySource(service),
        ...example,
        related: [...(example.related ?? []), ...asWell(others.map(({ entry }) => entry))],
        fixes: () => ofAccount([...new Set(places.map(({ statement }) => statement))]),
      };
    }
  },
};

/**
 * What reaches a bucket with the role that it has. Sources: "Defining Lambda function permissions with an execution role";
 * "IAM roles for Amazon EC2"; "Amazon ECS task IAM role".
 */
const ACT_WITH_ROLES: ReadonlyMap<string, string> = new Map([
  ["ec2.amazonaws.com", "An instance"],
  ["ecs-tasks.amazonaws.com", "A task"],
  ["lambda.amazonaws.com", "A function"],
]);

/** With each of the statements that allow it something: of a bucket of logs that is to read an ACL, and to write. */
function unlimitedServices(policy: Policy): ReadonlyMap<string, readonly PrincipalEntry[]> {
  const services = new Map<string, PrincipalEntry[]>();
  for (const place of principalEntries(policy, "Service")) {
    const { entry, statement, elementName } = place;
    if (elementName !== "Principal" || statement.effect?.text !== "Allow" || !entry.certain) continue;
    if (!entry.text.endsWith(".amazonaws.com") || isLimited(statement) || letsNothing(statement)) continue;
    const places = services.get(entry.text);
    if (places === undefined) services.set(entry.text, [place]);
    else places.push(place);
  }
  return services;
}

/** AWS rejects a statement without actions, and it lets nobody do anything. */
function letsNothing({ action, notAction }: Statement): boolean {
  return action === undefined && notAction === undefined;
}

/** The account of the resources, where all their ARNs say it. What other accounts send is then denied, which may be meant. */
function ofAccount(statements: readonly Statement[]): readonly Fix[] {
  const [account, ...others] = new Set(statements.flatMap(accountsOf));
  if (account === undefined || others.length > 0 || !/^\d{12}$/.test(account)) return [];
  const condition = { operator: "StringEquals", key: "aws:SourceAccount", value: account };
  const changes = statements.map((statement) => addCondition(statement, condition));
  if (!changes.every((one) => one !== undefined)) return [];
  return asLastResort(fixWith(say`Only for account ${name(account)}`, changes.flat()));
}

function accountsOf({ resource }: Statement): readonly (string | undefined)[] {
  return (resource?.entries ?? []).map((entry) => (isSettled(entry) ? splitArn(entry.text)[4]?.text : undefined));
}

/**
 * Any key of the request's own may say it, such as `kms:EncryptionContext:` and `kms:ViaService`; these two say only how it is
 * sent. What the file does not settle may say it, too.
 */
const SAY_HOW = ["aws:securetransport", "s3:x-amz-acl"];

function isLimited({ condition, object }: Statement): boolean {
  if (condition === undefined) return object.members.some(({ key }) => key === "Condition");
  if (condition.open || condition.misplaced !== undefined) return true;
  return condition.operators.some(
    (block) =>
      block.open ||
      block.nameHoles.length > 0 ||
      block.entries.some(({ key, keyHoles }) => keyHoles.length > 0 || !SAY_HOW.includes(key.toLowerCase())),
  );
}
