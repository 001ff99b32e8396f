import { type Catalog } from "../../catalog/catalog.ts";
import { lengthToFillIn, namesAnIdentifier } from "../../hosts/placeholder-words.ts";
import { splitArn } from "../../policy/arn.ts";
import { addEntries, replaceText } from "../../policy/changes.ts";
import { isSettled, type ListElement, type Scalar, type Statement } from "../../policy/policy.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { asLastResort, fixWith } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { namedActions } from "../named-actions.ts";
import { isClosedList } from "../missing-resources.ts";
import { textSpan } from "../spans.ts";
import { isTypeAlone } from "../type-alone.ts";

const MESSAGES = messagesOf({
  secret: (arn: string, fixed: string) =>
    say`${name(arn)} matches no secret, because Secrets Manager ends the ARN of each with a hyphen and six characters of its own. Write ${name(fixed)}.`,
  lacking: (arn: string, what: string, lack: string, fixed: string) =>
    say`${name(arn)} matches no ${what}, because the ARN of each ${lack}. Write ${name(fixed)}.`,
  unnamed: (arn: string, fixed: string) =>
    say`${name(arn)} matches nothing, because no resource follows its last ${arn.endsWith("/") ? "slash" : "colon"}. Name one, or write ${name(fixed)} for all of them.`,
  domain: (arn: string, fixed: string) =>
    say`${name(arn)} is the domain alone, and these actions act on what is in it. Write ${name(fixed)}.`,
  alsoInside: (arn: string, action: string, fixed: string) =>
    say`${name(arn)} is the domain alone, and ${name(action)} acts on what is in it. Add ${name(fixed)}.`,
});

/**
 * Sources: "Identity-based policies" of AWS Secrets Manager; "Identity and Access Management in Amazon OpenSearch Service",
 * on the `/*` at the end of Resource.
 */
export const incompleteArn: Check = {
  code: "incomplete-arn",
  severity: "warning",
  summary: "An ARN is not complete, so it names none of what the actions act on.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    for (const statement of subject.policy.statements) {
      const { action, resource } = statement;
      if (resource === undefined) continue;
      if (!onlyCreates(action)) {
        for (const entry of resource.entries) if (isSecretWithoutEnd(entry)) yield secretWithoutEnd(entry);
      }
      for (const entry of resource.entries) {
        yield* lackingPart(entry);
        yield* lackingName(entry, statement, subject.catalog);
      }
      for (const entry of resource.entries) {
        yield* isOfCallers(statement) ? apiAlone(entry) : [];
        yield* withoutStage(entry);
      }
      yield* domainsAlone(subject, statement, resource);
    }
  },
};

/** What is not there yet has no such characters. */
function onlyCreates(action: ListElement | undefined): boolean {
  return action !== undefined && action.entries.every(({ text }) => /^secretsmanager:CreateSecret$/i.test(text));
}

function isSecretWithoutEnd(entry: Scalar): boolean {
  const secret = nameIn(entry, "secretsmanager", "secret:");
  return (
    secret !== undefined &&
    /^[^:*?$]+$/.test(secret) &&
    !/-[A-Za-z0-9]{6}$/.test(secret) &&
    !namesAnIdentifier(secret) &&
    lengthToFillIn(secret) === 0
  );
}

function secretWithoutEnd(entry: Scalar): Finding {
  const fixed = `${entry.text}-??????`;
  return {
    span: textSpan(entry),
    unnecessary: true,
    ...MESSAGES.secret(entry.text, fixed),
    fixes: () => fixWith(say`Replace with ${name(fixed)}`, replaceText(entry, fixed)),
  };
}

/** What stands behind the type in a settled resource part: of any Region and account, but no example's `account-id`. */
function nameIn({ text, holes, type }: Scalar, service: string, head: string): string | undefined {
  const [, , named, region, account, resource] = type === "string" ? splitArn(text) : [];
  if (named?.text !== service || resource?.text.startsWith(head) !== true) return undefined;
  if (!/^(?:[a-z]{2,}-[a-z-]+-\d|.*[*?$].*)$/.test(region?.text ?? "")) return undefined;
  if (!/^(?:\d{12}|.*[*?$].*)$/.test(account?.text ?? "")) return undefined;
  return holes.every(({ end }) => end <= resource.start) ? resource.text.slice(head.length) : undefined;
}

function* lackingPart(entry: Scalar): Generator<Finding> {
  // Read once for all of them.
  const { text } = entry;
  for (const { service, heads, names, what, lack, full, severity, mayBeOld } of PARTS) {
    const head = heads.find((one) => text.includes(`:${one}`));
    const named = head === undefined ? undefined : nameIn(entry, service, head);
    if (head === undefined || named === undefined || !(names ?? ONE_NAME).test(named)) continue;
    if (namesAnIdentifier(named) || lengthToFillIn(named) > 0) continue;
    const fixed = text.slice(0, text.length - head.length - named.length) + full(head, named);
    yield {
      span: textSpan(entry),
      unnecessary: true,
      ...MESSAGES.lacking(text, what, lack, fixed),
      ...(severity === undefined ? {} : { severity }),
      fixes: () => {
        const fixes = isSettled(entry) ? fixWith(say`Replace with ${name(fixed)}`, replaceText(entry, fixed)) : [];
        return mayBeOld === true ? asLastResort(fixes) : fixes;
      },
    };
    return;
  }
}

/** AWS fills up fields that are missing, not one that is there and empty. */
function* lackingName(entry: Scalar, statement: Statement, catalog: Catalog): Generator<Finding> {
  const { text, certain, holes, type } = entry;
  if (type !== "string" || !certain || holes.some(({ end }) => end === text.length)) return;
  if (!ENDS_EARLY.test(text) && !isTypeAlone(text, statement, catalog)) return;
  if (!areOfSomething(statement, catalog)) return;
  if (text.endsWith(":log-stream:") && statement.action?.entries.every(isOfOneStream) !== true) return;
  const fixed = `${text}*`;
  yield {
    span: textSpan(entry),
    unnecessary: true,
    ...MESSAGES.unnamed(text, fixed),
    fixes: () =>
      isSettled(entry) ? asLastResort(fixWith(say`Replace with ${name(fixed)}`, replaceText(entry, fixed))) : [],
  };
}

/** Six fields, the last of which is empty; no name of a log group or a stream ends with a colon. */
const ENDS_EARLY = /^arn:[^:]*:(?:[^:]+:[^:]*:[^:]*|logs:.*):$/;

/** Of a call that acts on no resource, AWS may ask just so: Amazon SQS says in its refusals of `sqs:ListQueues`. */
function areOfSomething(statement: Statement, catalog: Catalog): boolean {
  const named = namedActions(statement, catalog);
  return named.length === statement.action?.entries.length && named.every(({ action }) => action.resources.length > 0);
}

/**
 * Where no stream is asked for, Amazon CloudWatch Logs has nothing behind `log-group:jobs:log-stream:`, and nothing between
 * the colons of `log-group::log-stream:` where no group is: so it says in its refusals of `logs:DescribeLogStreams` and
 * `logs:DescribeLogGroups`.
 */
function isOfOneStream(action: Scalar): boolean {
  return isSettled(action) && /^logs:(?:PutLogEvents|GetLogEvents|CreateLogStream|DeleteLogStream)$/i.test(action.text);
}

const ONE_NAME = /^[\w.-]+$/;

interface LackingPart {
  readonly service: string;
  /** What stands before the name where the part is left out. */
  readonly heads: readonly string[];
  /** What the name is, where it is more than one word. */
  readonly names?: RegExp;
  readonly what: string;
  readonly lack: string;
  readonly full: (head: string, named: string) => string;
  /** Lower where a policy that AWS manages writes it so. */
  readonly severity?: "info";
  /** Something old may still have such an ARN. */
  readonly mayBeOld?: true;
}

/**
 * None of the parts can be left out. Sources: "Actions, resources, and condition keys for AWS services" (the resource types of
 * these services); "RunTask" (Amazon ECS API Reference), taskDefinition, on the revision in Resource; "Migrate an Amazon ECS short
 * service ARN to a long ARN" (its Developer Guide).
 */
const PARTS: readonly LackingPart[] = [
  {
    service: "s3",
    heads: ["accesspoint/"],
    // A wildcard may stand for the word, or for a part of it.
    names: /^[a-z\d-]+\/(?!object(?:\/|$)|[^/]*[*?]).+$/,
    what: "object",
    lack: "has the word object between the name of the access point and the key",
    full: (head, named) => `${head}${named.replace("/", "/object/")}`,
  },
  {
    service: "ecs",
    heads: ["task-definition/"],
    what: "task definition",
    lack: "has a colon and a revision behind the name",
    full: (head, named) => `${head}${named}:*`,
    // Until 2024 Amazon ECS also took such an ARN where the call named no revision.
    severity: "info",
  },
  ...[
    { head: "service/", what: "service" },
    { head: "task/", what: "task" },
    { head: "container-instance/", what: "container instance" },
  ].map(({ head, what }): LackingPart => ({
    service: "ecs",
    heads: [head],
    what: `${what} that was made since 2021`,
    lack: "has the name of its cluster before its own",
    full: (_head, named) => `${head}*/${named}`,
    severity: "info",
    mayBeOld: true,
  })),
  {
    service: "cloudformation",
    heads: ["stack/"],
    what: "stack",
    lack: "has a slash and an ID of its own behind the name",
    full: (head, named) => `${head}${named}/*`,
    severity: "info",
  },
  {
    service: "elasticloadbalancing",
    heads: ["loadbalancer/app/", "loadbalancer/net/", "loadbalancer/gwy/"],
    what: "load balancer",
    lack: "has a slash and an ID of its own behind the name",
    full: (head, named) => `${head}${named}/*`,
  },
  {
    service: "elasticloadbalancing",
    heads: ["targetgroup/"],
    what: "target group",
    lack: "has a slash and an ID of its own behind the name",
    full: (head, named) => `${head}${named}/*`,
  },
  {
    service: "autoscaling",
    heads: ["autoScalingGroup/", "autoScalingGroupName/", "autoScalingGroup:"],
    what: "Auto Scaling group",
    lack: "has its ID and its name",
    full: (_head, named) => `autoScalingGroup:*:autoScalingGroupName/${named}`,
  },
  {
    service: "scheduler",
    heads: ["schedule/"],
    what: "schedule",
    lack: "has the name of its group before its own",
    full: (head, named) => `${head}*/${named}`,
  },
  {
    service: "wafv2",
    heads: ["webacl/", "ipset/", "rulegroup/", "regexpatternset/"],
    names: /^[\w*-]+\/[\w*-]+$/,
    what: "resource of AWS WAF",
    lack: "has its scope, regional or global, before the type",
    full: (head, named) => `regional/${head}${named}`,
  },
];

/** In the policy of an API itself, API Gateway puts short forms right. */
function isOfCallers({ action, principal, notPrincipal }: Statement): boolean {
  const calls =
    action?.entries.some(({ text }) => /^execute-api:(?:\*|Invoke|ManageConnections)$/i.test(text)) ?? false;
  return principal === undefined && notPrincipal === undefined && calls;
}

/** Source: "Control access for invoking an API" (Amazon API Gateway Developer Guide). */
function* apiAlone(entry: Scalar): Generator<Finding> {
  if (!/^[a-z0-9]{10}$/.test(nameIn(entry, "execute-api", "") ?? "")) return;
  const fixed = `${entry.text}/*`;
  yield {
    span: textSpan(entry),
    unnecessary: true,
    ...MESSAGES.lacking(entry.text, "call of the API", "goes on with a stage, a method and a path", fixed),
    fixes: () => (isSettled(entry) ? fixWith(say`Replace with ${name(fixed)}`, replaceText(entry, fixed)) : []),
  };
}

/** `a1b2c3d4e5/GET/pets`: nobody calls a stage by a method. Source: "Control access for invoking an API" (Amazon API Gateway). */
function* withoutStage(entry: Scalar): Generator<Finding> {
  const [, api = "", method = ""] = WITHOUT_STAGE.exec(nameIn(entry, "execute-api", "") ?? "") ?? [];
  if (method === "") return;
  const fixed = entry.text.replace(`${api}${method}`, `${api}/*${method}`);
  yield {
    span: textSpan(entry),
    unnecessary: true,
    ...MESSAGES.lacking(entry.text, "call of the API", "has a stage before the method", fixed),
    severity: "info",
    fixes: () => (isSettled(entry) ? fixWith(say`Replace with ${name(fixed)}`, replaceText(entry, fixed)) : []),
  };
}

const WITHOUT_STAGE =
  /^([a-z0-9]{10})(\/(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\/)(?!GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY|[*?])[^*?]/;

function* domainsAlone(
  { kind }: PolicyUnderCheck,
  { action, principal }: Statement,
  resource: ListElement,
): Generator<Finding> {
  if (action === undefined || !isClosedList(action) || resource.open) return;
  // In the policy of a domain `es:*` is what callers do with its content.
  const isOfDomain = kind.kind === "resource" && principal !== undefined;
  const isInside = (text: string): boolean =>
    /^es:ESHttp(?:[A-Za-z]+\*?|\*)$/i.test(text) || (text === "es:*" && isOfDomain);
  const inside = action.entries.find(({ text }) => isInside(text));
  const alone = resource.entries.filter(isDomainAlone);
  if (inside === undefined || alone.length < resource.entries.length) return;
  const isWhole = action.entries.every(({ text }) => isInside(text));
  for (const entry of alone) {
    const fixed = `${entry.text}/*`;
    yield isWhole
      ? {
          span: textSpan(entry),
          unnecessary: true,
          ...MESSAGES.domain(entry.text, fixed),
          fixes: () => fixWith(say`Replace with ${name(fixed)}`, replaceText(entry, fixed)),
        }
      : {
          span: textSpan(entry),
          severity: "info",
          ...MESSAGES.alsoInside(entry.text, inside.text, fixed),
          fixes: () => fixWith(say`Add ${name(fixed)}`, addEntries(resource, [fixed])),
        };
  }
}

function isDomainAlone(entry: Scalar): boolean {
  const domain = nameIn(entry, "es", "domain/");
  return domain !== undefined && /^[a-z0-9-]+$/.test(domain);
}
