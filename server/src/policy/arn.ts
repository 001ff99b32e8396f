/** The six fields of an ARN, with where each stands in the text. Source: "Amazon Resource Names (ARNs)". */

export const ARN_FIELDS = ["arn", "partition", "service", "region", "account", "resource"] as const;
export type ArnField = (typeof ARN_FIELDS)[number];

export interface ArnFieldText {
  readonly field: ArnField;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Splits at the first five colons that do not belong to a policy variable (`${aws:username}` holds one).
 * A text with fewer colons has fewer fields.
 */
export function splitArn(text: string): readonly ArnFieldText[] {
  const fields: ArnFieldText[] = [];
  const endOfField = endsOfFields(text);
  let start = 0;
  for (let end = endOfField(text, 0); end < text.length && fields.length < ARN_FIELDS.length - 1;) {
    fields.push(field(fields.length, text, start, end));
    start = end + 1;
    end = endOfField(text, start);
  }
  fields.push(field(fields.length, text, start, text.length));
  return fields;
}

/** The text of one of the six, as `splitArn` has it; undefined where the text has fewer. */
export function arnField(text: string, wanted: ArnField): string | undefined {
  const endOfField = endsOfFields(text);
  let start = 0;
  for (const name of ARN_FIELDS) {
    const end = name === "resource" ? text.length : endOfField(text, start);
    if (name === wanted) return text.slice(start, end);
    if (end >= text.length) return undefined;
    start = end + 1;
  }
  return undefined;
}

/**
 * Where the next colon is that belongs to no policy variable; the text's end if there is none. Most ARNs have no variable,
 * and are not looked at letter by letter.
 */
function endsOfFields(text: string): (text: string, start: number) => number {
  return text.includes("${") ? endBehindVariables : nextColon;
}

function nextColon(text: string, start: number): number {
  const at = text.indexOf(":", start);
  return at < 0 ? text.length : at;
}

function endBehindVariables(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON) return at;
    if (code !== DOLLAR || text.charCodeAt(at + 1) !== BRACE) continue;
    const close = text.indexOf("}", at);
    if (close < 0) return text.length;
    at = close;
  }
  return text.length;
}

const COLON = ":".charCodeAt(0);
const DOLLAR = "$".charCodeAt(0);
const BRACE = "{".charCodeAt(0);

function field(index: number, text: string, start: number, end: number): ArnFieldText {
  return { field: ARN_FIELDS[index] ?? "resource", text: text.slice(start, end), start, end };
}

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All after the fifth colon. */
  readonly resource: string;
}

/** Undefined unless the text starts with `arn:` and has six fields. */
export function readArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, resource] = splitArn(text);
  if (prefix?.text !== "arn" || resource === undefined) return undefined;
  return {
    partition: partition?.text ?? "",
    service: service?.text ?? "",
    region: region?.text ?? "",
    account: account?.text ?? "",
    resource: resource.text,
  };
}

/**
 * Is it written out, with fewer fields than the six that an ARN has? Source: "ARN condition operators": each of the six is
 * compared by itself. In Resource it is another matter ("IAM JSON policy elements: Resource").
 */
export function lacksFields(text: string): boolean {
  return text.startsWith("arn:") && !/[*?$<>{}[\]]/.test(text) && splitArn(text).length < 6;
}

/**
 * `arn:aws:states:eu-west-1:111122223333:execution:arn:aws:states:…`: the names of a service hold no ARN of its own. The
 * keys of objects and the topics of MQTT may, and what API Gateway tags is named by its ARN.
 */
export function hasOwnArnInside(text: string): boolean {
  const [, , service, , , last] = splitArn(text);
  const inner = last === undefined ? undefined : INNER.exec(last.text)?.[1];
  return inner !== undefined && inner === service?.text && !HOLD_ANYTHING.has(inner);
}

const HOLD_ANYTHING: ReadonlySet<string> = new Set(["s3", "iot", "apigateway"]);

const INNER = /[:/]arn:(?:aws[a-z-]*|\$\{[^}]*\}):([a-z0-9-]+):/;
