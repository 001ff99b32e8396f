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
  let start = 0;
  let at = 0;
  while (at < text.length && fields.length < ARN_FIELDS.length - 1) {
    if (text.startsWith("${", at)) {
      const close = text.indexOf("}", at);
      at = close < 0 ? text.length : close + 1;
    } else if (text.charAt(at) === ":") {
      fields.push(field(fields.length, text, start, at));
      start = ++at;
    } else at++;
  }
  fields.push(field(fields.length, text, start, text.length));
  return fields;
}

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
