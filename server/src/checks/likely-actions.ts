/** Which actions were probably meant by a name that AWS's service reference does not list. */
import { type Catalog, type Service } from "../catalog/catalog.ts";
import { permissionsNamed } from "../catalog/named-operation.ts";
import { editDistance, nearestNames } from "../domains/nearest-name.ts";
import { isSettled, type Scalar, type Statement } from "../policy/policy.ts";
import { typesOfArn } from "../wording/resource.ts";
import { type ActionText, hasWildcard } from "./action-text.ts";

/** Those spelled most like it; of a pattern, its start. */
export function likelyActions(
  action: ActionText,
  service: Service,
  statement: Statement,
  catalog: Catalog,
): readonly string[] {
  if (hasWildcard(action.name)) {
    const named = operationsOf(action.name, service, catalog);
    return named.length > 0 ? named : likelyPatterns(action.name, service);
  }
  const called = service.action(operationOf(action.name));
  if (called !== undefined) return [called.name];
  if (service.prefix === "execute-api" && HTTP_METHOD.test(action.name)) return ["Invoke"];
  const ofType = tagActionsOf(action.name, service, statement);
  if (ofType.length > 0) return ofType.length <= MOST_TAG_ACTIONS ? ofType : [];
  const near = nearestNames(action.name, service.actionNames).filter((one) => isLikely(action.name, one, service));
  return near.length > 0 ? near : longerAction(action.name, service);
}

/** A function or class of an SDK without what it adds to the operation: `ssm:GetParameterWithContext` of that for Go. */
function operationOf(name: string): string {
  return name.replace(/(?:WithContext|PagesWithContext|Pages|Paginator|Async|Command|Request)$/, "");
}

/** `s3:ListObjects*` is every version of an operation, and its permission has another name. */
function operationsOf(pattern: string, service: Service, catalog: Catalog): readonly string[] {
  const permissions = pattern.endsWith("*") ? permissionsNamed(service.prefix, pattern.slice(0, -1), catalog) : [];
  return permissions.flatMap((one) => ofService(one, service));
}

/** All calls of an API are one action. Source: "Control access for invoking an API" (Amazon API Gateway). */
const HTTP_METHOD = /^(?:ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT)$/i;

/**
 * One that says the same in other words or in more of them: `secretsmanager:GetSecret` for `GetSecretValue`,
 * `s3:ReadObject` for `GetObject`. It is no evident slip, because AWS has actions that its reference does not list.
 */
export function alikeActions({ name: written }: ActionText, service: Service, catalog: Catalog): readonly string[] {
  if (hasWildcard(written)) return [];
  // `s3:ListObject` is nearly the operation `ListObjects`, whose permission has another name, and `s3:CopyObjects` is `CopyObject`.
  const ofOtherNumber = permissionsNamed(service.prefix, otherNumberOf(written), catalog);
  if (ofOtherNumber.length > 0) return ofOtherNumber.flatMap((one) => ofService(one, service));
  const [verb = "", ...nouns] = wordsOf(written);
  if (nouns.length === 0) return [];
  const verbs = [verb, ...(OTHER_WORDS_FOR.get(verb) ?? [])];
  const found = service.actionNames.filter((one) => {
    const [first = "", ...others] = wordsOf(one);
    return verbs.includes(first) && others.length <= nouns.length + 1 && isWithin(nouns, others);
  });
  const ofSameLength = found.filter((one) => wordsOf(one).length === nouns.length + 1);
  const [only, ...more] = ofSameLength.length > 0 ? ofSameLength : found;
  return only === undefined || more.length > 0 ? [] : [only];
}

/**
 * `s3:ListBuckets` on a bucket was to be `ListBucket`: the operation's own permission acts on nothing that the statement names,
 * and the action that is called so but for its number acts on it.
 */
export function actionOnNamed(written: string, service: Service, { resource }: Statement): string | undefined {
  const entries: readonly Scalar[] = resource?.entries ?? [];
  const found = service.action(otherNumberOf(written));
  if (found === undefined || entries.length === 0 || !entries.every(isSettled)) return undefined;
  return entries.some(({ text }) => text !== "*" && isOfTypes(text, found.resources, service)) ? found.name : undefined;
}

function otherNumberOf(written: string): string {
  return written.endsWith("s") ? written.slice(0, -1) : `${written}s`;
}

/** The action's own name, where it is of the service. */
function ofService(action: string, { prefix }: Service): readonly string[] {
  return action.startsWith(`${prefix}:`) ? [action.slice(prefix.length + 1)] : [];
}

/** In small letters, and of one thing rather than several: `GetRolePolicies` is `get role policy`. */
function wordsOf(action: string): readonly string[] {
  return action.split(/(?=[A-Z])/).map((word) => word.toLowerCase().replace(/ies$/, "y").replace(/s$/, ""));
}

/** In that order, with others between them, and behind them only what says nothing more: statistics of tables are no tables. */
function isWithin(words: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const word of all) if (word === words[at]) at += 1;
  const last = all.at(-1) ?? "";
  return at === words.length && (last === words.at(-1) || SAYS_NO_MORE.has(last));
}

const SAYS_NO_MORE: ReadonlySet<string> = new Set(["data", "detail", "info", "item", "value"]);

/** What people call what AWS calls otherwise. */
const OTHER_WORDS_FOR: ReadonlyMap<string, readonly string[]> = new Map([
  ["download", ["get"]],
  ["fetch", ["get"]],
  ["read", ["get"]],
  ["remove", ["delete"]],
  ["upload", ["put"]],
  ["view", ["get", "describe"]],
  ["write", ["put"]],
]);

/** `dynamodb:BatchWrite` was to be `BatchWriteItem`: it has no noun, and one action alone begins so. */
function longerAction(written: string, service: Service): readonly string[] {
  const words = written.split(/(?=[A-Z])/);
  if (words.length < 2 || !words.every((word) => VERBS.has(word.toLowerCase()))) return [];
  const begun = service.actionNames.filter((one) => one.toLowerCase().startsWith(written.toLowerCase()));
  return begun.length === 1 ? begun : [];
}

/** `ec2:DescribeAlarms` was to be `cloudwatch:DescribeAlarms`: a name that few services have is meant as theirs. */
export function ofOtherServices({ name: written }: ActionText, service: Service, catalog: Catalog): readonly string[] {
  if (hasWildcard(written)) return [];
  const ofNeighbors = (NEIGHBORS[service.prefix] ?? []).flatMap((one) => {
    const found = catalog.service(one)?.action(written);
    return found === undefined ? [] : [`${one}:${found.name}`];
  });
  if (written.split(/(?=[A-Z])/).length < 2) return ofNeighbors;
  const holding = catalog.actionsHolding(written, MOST_HOLDING);
  // Most services have a `ListTagsForResource`, and that of none is meant.
  if (holding.length === MOST_HOLDING) return [];
  if (ofNeighbors.length > 0) return ofNeighbors;
  if (hasActionsOn(wordsOf(written).slice(1), service)) return [];
  const found = holding.filter((one) => one.slice(one.indexOf(":") + 1).toLowerCase() === written.toLowerCase());
  return found.length <= MOST_SERVICES ? found : [];
}

/** `kms:DeleteKey` is about a key of KMS, whatever service has an action of that name. */
function hasActionsOn(nouns: readonly string[], { actionNames }: Service): boolean {
  return actionNames.some((one) => {
    const words = wordsOf(one);
    return nouns.every((noun) => words.includes(noun));
  });
}

/** AWS's own policies grant `payments:GetAccountBalance`, which is no slip for that of Mechanical Turk. */
export function isOfNeighbor({ prefix }: Service, action: string): boolean {
  return NEIGHBORS[prefix]?.includes(action.slice(0, action.indexOf(":"))) === true;
}

/** Services whose actions are taken for those of another, because they are used together. */
const NEIGHBORS: Readonly<Record<string, readonly string[]>> = {
  apigateway: ["execute-api"],
  bedrock: ["aoss", "bedrock-agentcore"],
  cloudfront: ["s3"],
  cloudwatch: ["events", "logs"],
  codebuild: ["codecommit", "codepipeline", "logs"],
  codepipeline: ["codebuild", "codedeploy"],
  "cognito-identity": ["cognito-idp"],
  "cognito-idp": ["cognito-identity"],
  dynamodb: ["application-autoscaling", "kms", "s3"],
  ec2: ["autoscaling", "cloudwatch", "elasticloadbalancing", "ssm"],
  ecr: ["ecs"],
  ecs: ["application-autoscaling", "ecr", "elasticloadbalancing"],
  eks: ["ec2", "sts"],
  elasticloadbalancing: ["ec2"],
  events: ["scheduler"],
  firehose: ["kinesis"],
  iam: ["organizations", "sts"],
  kinesis: ["firehose"],
  kms: ["secretsmanager"],
  lambda: ["bedrock", "dynamodb", "ec2", "events", "logs", "s3", "sns", "sqs", "states"],
  logs: ["cloudwatch"],
  rds: ["rds-data", "rds-db", "secretsmanager"],
  route53: ["acm", "route53domains", "route53resolver"],
  s3: ["cloudfront", "dynamodb", "kms"],
  secretsmanager: ["kms", "ssm"],
  sns: ["sqs"],
  sqs: ["sns"],
  ssm: ["ec2", "kms", "secretsmanager"],
  states: ["events", "lambda"],
  sts: ["iam"],
};

const MOST_HOLDING = 40;
const MOST_SERVICES = 3;

/** `iam:TagResource` on a role was to be `iam:TagRole`: some services have an action for each type. */
export function tagActionsOf(written: string, service: Service, { resource }: Statement): readonly string[] {
  const [, verb] = /^(Tag|Untag|ListTagsFor)Resources?$/i.exec(written) ?? [];
  const resources: readonly Scalar[] = resource?.entries ?? [];
  if (verb === undefined || !resources.every(isSettled)) return [];
  const starts = TAG_ACTIONS[verb.toLowerCase()];
  return service.actionNames.filter((one) => {
    const types = starts?.test(one) === true ? (service.action(one)?.resources ?? []) : [];
    return types.length > 0 && resources.every(({ text }) => text === "*" || isOfTypes(text, types, service));
  });
}

const TAG_ACTIONS: Readonly<Record<string, RegExp>> = {
  tag: /^(?:Tag|AddTags|CreateTags)/,
  untag: /^(?:Untag|RemoveTags|DeleteTags)/,
  listtagsfor: /^(?:List[A-Za-z]*Tags|ListTagsFor|DescribeTags)/,
};

function isOfTypes(arn: string, types: readonly { readonly type: string }[], service: Service): boolean {
  return typesOfArn(arn, service).some(({ name: one }) => types.some(({ type }) => type === one));
}

const MOST_TAG_ACTIONS = 2;

/** `ListBuket*` was to be `ListBucket*`. */
function likelyPatterns(pattern: string, service: Service): readonly string[] {
  const start = pattern.slice(0, -1);
  if (!pattern.endsWith("*") || hasWildcard(start)) return [];
  const starts = service.actionNames.flatMap((one) =>
    // Of a short start only whole words are near: `Ret` is a stretch of `RetireGrant`, and nobody meant it by `Get*`.
    [-1, 0, 1].flatMap((more) => {
      const length = Math.max(0, start.length + more);
      return start.length < LONG_START && !/^(?:[A-Z0-9]|$)/.test(one.slice(length)) ? [] : [one.slice(0, length)];
    }),
  );
  return nearestNames(start, new Set(starts))
    .filter((near) => isLikely(start, near, service))
    .map((near) => `${near}*`);
}

const LONG_START = 8;

function isLikely(written: string, near: string, service: Service): boolean {
  return !hasOtherVerb(written, near, service) && isNearWordByWord(written, near);
}

/** `ListHapgs` was once an action and is no slip for `ListTags`: two slips in a short word make another word of it. */
function isNearWordByWord(written: string, near: string): boolean {
  const [words, others] = [written, near].map((text) => text.split(/(?=[A-Z])/).map((word) => word.toLowerCase()));
  if (words?.length !== others?.length) return true;
  return (words ?? []).every((word, at) => {
    const other = others?.[at] ?? "";
    return editDistance(word, other, Math.max(1, Math.floor(Math.max(word.length, other.length) / 4))) !== undefined;
  });
}

/** `Get…` is near to `Put…`, but whoever wrote a verb of the service meant that verb, and nobody meant the opposite. */
function hasOtherVerb(written: string, near: string, service: Service): boolean {
  if (isOpposite(written, near) || isOpposite(near, written)) return true;
  const verb = verbOf(written);
  return verb !== verbOf(near) && (VERBS.has(verb) || service.actionNames.some((one) => verbOf(one) === verb));
}

/** Verbs that most services have: who wrote one of them meant it. */
const VERBS: ReadonlySet<string> = new Set([
  ...["get", "list", "describe", "put", "set", "create", "delete", "update", "add", "remove", "batch", "search"],
  ...["start", "stop", "send", "tag", "untag", "enable", "disable", "read", "write", "view", "copy", "run", "query"],
]);

function isOpposite(one: string, other: string): boolean {
  return ["de", "dis", "un"].some((prefix) => one.toLowerCase() === `${prefix}${other.toLowerCase()}`);
}

function verbOf(action: string): string {
  return /^[A-Za-z][a-z]*/.exec(action)?.[0].toLowerCase() ?? "";
}
