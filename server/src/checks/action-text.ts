/** `service:Name`, as AWS takes it in Action. Source: "IAM JSON policy elements: Action". */
export interface ActionText {
  readonly service: string;
  /** May hold `*` and `?`. */
  readonly name: string;
  /** Where the name starts in the text. */
  readonly nameStart: number;
}

/** Undefined for `*` and for texts that are not written `service:Name`. */
export function splitAction(text: string): ActionText | undefined {
  const colon = text.indexOf(":");
  if (colon <= 0) return undefined;
  const service = text.slice(0, colon);
  const name = text.slice(colon + 1);
  if (!SERVICE.test(service) || !NAME.test(name)) return undefined;
  return { service, name, nameStart: colon + 1 };
}

export function hasWildcard(text: string): boolean {
  return text.includes("*") || text.includes("?");
}

const SERVICE = /^[A-Za-z0-9-]+$/;
const NAME = /^[A-Za-z0-9_*?-]+$/;
