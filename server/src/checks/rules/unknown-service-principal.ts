import { isSettled, type Policy, type Scalar, type Statement } from "../../policy/policy.ts";
import { servicesTrusted } from "../../policy/trusted-services.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { certainKind } from "../kind-rules.ts";
import { ownRoles } from "../own-roles.ts";
import { replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { conditionEntries, possiblePrincipals, principalEntries, resourceEntries } from "../entries.ts";
import { MOST_SEARCHES } from "../../domains/nearest-name.ts";
import { likelyServicePrincipal } from "../../policy/service-principals.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

/** What delivers the logs of many services. Source: "Enable logging from AWS services" (Amazon CloudWatch Logs User Guide). */
const DELIVERY = "delivery.logs.amazonaws.com";

const MESSAGES = messagesOf({
  unknown: (written: string, likely: string) =>
    say`${name(written)} is not a known service principal. Did you mean ${name(likely)}?`,
  ofLogs: (written: string, likely: string) =>
    say`${name(written)} does not write the access logs of load balancers. For Application and Classic Load Balancers, write ${name(likely)}. For Network Load Balancers, write ${name("delivery.logs.amazonaws.com")}.`,
  delivered: (written: string) =>
    say`${name(written)} does not write its logs itself: ${name(DELIVERY)} delivers them, and this statement does not let it. Write ${name(DELIVERY)}.`,
  ofTasks: (written: string, role: string) =>
    say`${name(written)} does not assume task roles. If ${name(role)} is one, as its name suggests, Amazon ECS cannot start its tasks. Write ${name(TASKS)}.`,
  ofChina: (written: string, likely: string) =>
    say`${name(written)} is the service in the China Regions, but this policy is for the partition ${name("aws")}. Did you mean ${name(likely)}?`,
});

export const unknownServicePrincipal: Check = {
  code: "unknown-service-principal",
  severity: "warning",
  summary: "A service principal is misspelled.",
  messages: MESSAGES,
  *find(subject) {
    const { policy, catalog } = subject;
    const taskRole = nameOfTaskRole(subject);
    let searches = 0;
    for (const { entry, statement } of possiblePrincipals(policy, "Service")) {
      if (!isSettled(entry) || entry.text === "*" || entry.text.includes("${")) continue;
      if (searches++ >= MOST_SEARCHES) continue;
      if (!entry.certain) {
        yield* misspelledOption(entry, subject);
        continue;
      }
      if (entry.text === "fargate.amazonaws.com" && onlyUsesKeys(statement)) continue;
      if (OF_BALANCERS.test(entry.text) && onlyWritesObjects(statement)) {
        yield {
          span: textSpan(entry),
          ...MESSAGES.ofLogs(entry.text, LOGS_OF_BALANCERS),
          fixes: () => [
            { title: say`Replace with ${name(LOGS_OF_BALANCERS)}`, changes: replaceText(entry, LOGS_OF_BALANCERS) },
          ],
        };
        continue;
      }
      if (isDelivered(entry.text, statement)) {
        yield {
          span: textSpan(entry),
          ...MESSAGES.delivered(entry.text),
          fixes: () => [{ title: say`Replace with ${name(DELIVERY)}`, changes: replaceText(entry, DELIVERY) }],
        };
        continue;
      }
      if (taskRole !== undefined && entry.text === SERVICE_OF_TASKS) {
        yield {
          span: textSpan(entry),
          ...MESSAGES.ofTasks(entry.text, taskRole),
          fixes: () => [{ title: say`Replace with ${name(TASKS)}`, changes: replaceText(entry, TASKS) }],
        };
        continue;
      }
      const inChina = entry.text.endsWith(CHINA);
      if (inChina && !isOutsideChina(policy)) continue;
      const likely = inChina ? entry.text.slice(0, -".cn".length) : likelyServicePrincipal(entry.text, catalog);
      if (likely === undefined) continue;
      yield {
        span: textSpan(entry),
        ...(inChina ? MESSAGES.ofChina(entry.text, likely) : MESSAGES.unknown(entry.text, likely)),
        // The name of every service has a dot, and only such characters.
        ...(/^[a-z0-9-]+$|[^A-Za-z0-9.-]/.test(entry.text) ? { severity: "error" as const } : {}),
        fixes: () => [{ title: say`Replace with ${name(likely)}`, changes: replaceText(entry, likely) }],
      };
    }
  },
};

/** One of several that may stand there. */
function* misspelledOption(entry: Scalar, { catalog }: PolicyUnderCheck): Generator<Finding> {
  const likely = entry.text.endsWith(CHINA) ? undefined : likelyServicePrincipal(entry.text, catalog);
  if (likely === undefined) return;
  const fix = { title: say`Replace with ${name(likely)}`, changes: replaceText(entry, likely) };
  yield { span: textSpan(entry), ...MESSAGES.unknown(entry.text, likely), fixes: () => [fix] };
}

/**
 * Amazon ECS itself assumes roles of other uses: for volumes, load balancers, TLS and whole instances. Sources: "Amazon ECS task
 * IAM role"; "Amazon ECS task execution IAM role"; "Amazon ECS infrastructure IAM role".
 */
function nameOfTaskRole(subject: PolicyUnderCheck): string | undefined {
  if (certainKind(subject) !== "trust" || subject.broken || subject.policy.open) return undefined;
  const services = servicesTrusted(subject.policy);
  if (services === "any" || !services.includes(SERVICE_OF_TASKS) || services.includes(TASKS)) return undefined;
  const names = ownRoles(subject).map((arn) => arn.slice(arn.lastIndexOf("/") + 1));
  const areOfTasks = names.every((one) => OF_TASKS.test(one) && !OF_OTHER_USES.test(one));
  return areOfTasks ? names[0]?.replace(/^\*-?|-?\*$/g, "") : undefined;
}

const SERVICE_OF_TASKS = "ecs.amazonaws.com";
const TASKS = "ecs-tasks.amazonaws.com";
const OF_TASKS = /tasks?[_-]?(?:exec|role)|ecs[_-]?tasks?(?:[_-]?\*)?$/i;
/** Words of what Amazon ECS itself does with a role, and of the tools that deploy to it, whatever they call its execution. */
const OF_OTHER_USES = new RegExp(
  [
    ["infra", "volume", "ebs", "storage", "capacity", "managed", "express", "instance", "anywhere"],
    ["balanc", "[_-][aen]?lb", "lattice", "tls", "connect", "network", "traffic", "target"],
    ["service", "schedul", "scal", "deploy", "blue", "green", "canary", "hook", "lifecycle", "event", "linked"],
    ["stack", "cfn", "cloudformation", "pipeline"],
  ]
    .flat()
    .join("|"),
  "i",
);

/** Source: "Access logs for your Application Load Balancer" (bucket policy). */
const LOGS_OF_BALANCERS = "logdelivery.elasticloadbalancing.amazonaws.com";
const OF_BALANCERS = /^(?:alb|elb|elbv2|elasticloadbalancing|elasticloadbalancingv2|loadbalancing)\.amazonaws\.com$/;

function onlyWritesObjects({ action }: Statement): boolean {
  return action !== undefined && !action.open && action.entries.every(({ text }) => /^s3:PutObject$/i.test(text));
}

/** Whose logs come by it, where the statement is about nothing else. */
const DELIVERED_TO_S3 = /^(?:network-firewall|route53resolver|vpc-flow-logs|waf|wafv2)\.amazonaws\.com$/;
const DELIVERED_TO_LOGS = /^(?:network-firewall|route53resolver|waf|wafv2)\.amazonaws\.com$/;

function isDelivered(principal: string, { effect, action }: Statement): boolean {
  if (effect?.text !== "Allow" || action === undefined || action.open || action.entries.length === 0) return false;
  const areAll = (actions: RegExp): boolean => action.entries.every(({ text }) => actions.test(text));
  return (
    (DELIVERED_TO_S3.test(principal) && areAll(/^s3:(?:PutObject|GetBucketAcl)$/i)) ||
    (DELIVERED_TO_LOGS.test(principal) && areAll(/^logs:(?:CreateLogStream|PutLogEvents)$/i))
  );
}

/** So AWS Fargate encrypts what a task stores. Source: "Create an encryption key for Fargate ephemeral storage for Amazon ECS". */
function onlyUsesKeys({ action }: Statement): boolean {
  return action !== undefined && action.entries.every(({ text }) => /^kms:/i.test(text));
}

const CHINA = ".amazonaws.com.cn";

/** Do its ARNs say so, and none of them otherwise? */
function isOutsideChina(policy: Policy): boolean {
  const texts = [
    ...resourceEntries(policy).map(({ entry }) => entry),
    ...[...principalEntries(policy, "AWS")].map(({ entry }) => entry),
    ...conditionEntries(policy).flatMap(({ entry }) => entry.values.entries),
  ];
  const outside = texts.some(({ text, certain }) => certain && text.startsWith("arn:aws:"));
  return outside && !texts.some(({ text }) => text.startsWith("arn:aws-"));
}
