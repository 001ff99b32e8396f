/** One call, or the pages of one list, with its failure as a value. */
import { type Failure, failureOf } from "./failures.ts";
import { EndlessList, NotAnAwsAnswer } from "./problems.ts";
import { type Limit } from "./limit.ts";
import { type Session } from "./session.ts";

export type Answer<Result> =
  { readonly ok: true; readonly result: Result } | { readonly ok: false; readonly failure: Failure };

/** `send` is given what ends the call. */
export async function ask<Output>(
  session: Session,
  call: string,
  send: (limit: Limit) => Promise<Output>,
): Promise<Answer<Output>> {
  try {
    return { ok: true, result: await session.inTime(send) };
  } catch (error) {
    return failed(session, call, error);
  }
}

export function failed(
  session: Session,
  call: string | undefined,
  error: unknown,
): { readonly ok: false; readonly failure: Failure } {
  const { profile, region, log, isCancelled } = session;
  log(`${call ?? "credentials"}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
  return { ok: false, failure: failureOf(error, { call, profile, region: region.name, isCancelled: isCancelled() }) };
}

/** More pages than any list has; a token that never ends is no reason to ask for ever. */
const MOST_PAGES = 1_000;

/** One behind the other; AWS does send some. */
const MOST_EMPTY_PAGES = 50;

export interface Page<Item> {
  /** Undefined where the answer has no list: that is not an empty one. */
  readonly items: readonly Item[] | undefined;
  /** Undefined or empty for the last page. */
  readonly next: string | undefined;
  /** The service says that there is more, whatever `next` is. */
  readonly isMore?: boolean | undefined;
  /** Something was on the page, whatever was taken of it. */
  readonly isFull?: boolean;
}

/** What came of a list, and why the rest did not. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly failure: Failure | undefined;
}

/**
 * All pages, in order; an empty page may have others behind it. What came before a failure is kept. `of`: whose list it
 * is, where a command asks for several of them.
 */
export async function askForAll<Item>(
  session: Session,
  call: string,
  pageAfter: (token: string | undefined) => Promise<Page<Item>>,
  of?: string,
): Promise<Listed<Item>> {
  const items: Item[] = [];
  try {
    const tokens = new Set<string>();
    let empty = 0;
    for (let token: string | undefined; ;) {
      const { items: more, next, isMore, isFull } = await pageAfter(token);
      if (more === undefined) throw new NotAnAwsAnswer(200, "without the list that was asked for");
      for (const item of more) items.push(item);
      if (isMore === true && (next ?? "") === "") throw new NotAnAwsAnswer(200, "without a way to its next page");
      if (isMore === false || next === undefined || next === "") return { items, failure: undefined };
      empty = more.length > 0 || isFull === true ? 0 : empty + 1;
      if (tokens.has(next) || tokens.size === MOST_PAGES || empty === MOST_EMPTY_PAGES)
        throw new EndlessList(tokens.size + 1);
      tokens.add(next);
      token = next;
    }
  } catch (error) {
    const { failure } = failed(session, call, error);
    if (items.length === 0) return { items, failure };
    const count = items.length === 1 ? "the first entry" : `the first ${items.length} entries`;
    return { items, failure: { ...failure, kept: [`${count} of ${call}${of === undefined ? "" : ` (${of})`}`] } };
  }
}

/** A policy as the IAM API sends it: percent-encoded once. Throws where it is none, which is never kept as a policy. */
export function decodedPolicy(document: string | undefined): object {
  if (document === undefined) throw new NotAnAwsAnswer(200, "without a policy document");
  const policy = policyIn(document.trimStart().startsWith("{") ? document : decodedOnce(document));
  if (policy === undefined) throw new NotAnAwsAnswer(200, "with something that is no policy document");
  return policy;
}

function decodedOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** Every policy has statements; what else is JSON is the answer of somebody else. Source: "Grammar of the IAM JSON policy language". */
export function policyIn(text: string): object | undefined {
  const value = objectIn(text);
  const isPolicy = Object.keys(value ?? {}).some((key) => key.toLowerCase() === "statement");
  return isPolicy ? value : undefined;
}

/** Undefined for what is no object in JSON, and for one that is nested deeper than anything of AWS's. */
export function objectIn(text: string): object | undefined {
  if (depthOf(text) > MOST_DEPTH) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const MOST_DEPTH = 100;

/** Of the brackets, those in strings as well: what is too deep is found, and nothing of AWS's comes near it. */
function depthOf(text: string): number {
  let [depth, most] = [0, 0];
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    most = Math.max(most, depth);
  }
  return most;
}
