/** How principals are written: what a text is, before anybody asks whether there is such a principal. */

/** The type under which the principal belongs; undefined for a text that is none of them for sure. */
export function typeOf(text: string): "AWS" | "Service" | undefined {
  if (SERVICE_NAME.test(text)) return "Service";
  return ACCOUNT.test(text) || PRINCIPAL_ARN.test(text) ? "AWS" : undefined;
}

/** The principals in a text that holds several, with commas or blanks between them. */
export function principalsIn(text: string): readonly string[] {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  const areAll = parts.every((part) => typeOf(part) !== undefined || /^arn:[a-z-]+:(?:iam|sts)::\d{12}:/.test(part));
  return areAll ? parts : [];
}

/** A bare word may be for the reader to fill in, or the unique ID of a user or role; the name of a user is neither. */
export function mayBeFilledIn(text: string): boolean {
  return WORD.test(text) && !(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(text) && !ASKED_FOR.test(text));
}

export const ACCOUNT = /^\d{12}$/;
export const SERVICE_NAME = /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/;
export const PRINCIPAL_ARN = /^arn:[a-z-]+:(?:iam|sts)::\d{12}:[A-Za-z0-9+=,.@_/-]+$/;
const ASKED_FOR =
  /account|principal|arn|^(?:change|replace|fill)-|(?:^|-)(?:id|ids|your|my|example|here|name|value)(?:-|$)/;
const WORD = /^\w+(?:-\w+)*$/;

/** The end of an ARN alone: `111122223333:root`. */
export const ROOT_OF_ACCOUNT = /^\d{12}:(?:root|(?:role|user)\/[\w+=,.@/-]+)$/;

/** All of an account, as principals cannot be named: `arn:aws:iam::111122223333:*`. */
export const WHOLE_ACCOUNT = /^(arn:[^:*?]*:iam::\d{12}):(?:\*|root\/\*|user\/\*,?role\/\*)$/;

/** It holds users, and is nobody itself. */
export const GROUP = /^arn:[^:]*:iam::[^:]*:group\//;
