/** One call, or the pages of one list, with its failure as a value. */
import { type Failure, failureOf, NotAnAwsAnswer } from "./failures.ts";
import { type Session } from "./session.ts";

export type Answer<Result> =
  { readonly ok: true; readonly result: Result } | { readonly ok: false; readonly failure: Failure };

/** `send` is given what ends the call. */
export async function ask<Output>(
  session: Session,
  call: string,
  send: (limit: ReturnType<Session["limit"]>) => Promise<Output>,
): Promise<Answer<Output>> {
  try {
    return { ok: true, result: await send(session.limit()) };
  } catch (error) {
    return failed(session, call, error);
  }
}

export function failed(session: Session, call: string | undefined, error: unknown): Answer<never> {
  const { profile, region, log } = session;
  log(`${call ?? "credentials"}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
  return { ok: false, failure: failureOf(error, { call, profile, region: region.name }) };
}

/** More pages than any list has; a token that never ends is no reason to ask for ever. */
const MOST_PAGES = 1_000;

export interface Page<Item> {
  /** Undefined where the answer has no list: that is not an empty one. */
  readonly items: readonly Item[] | undefined;
  readonly next: string | undefined;
}

/** All pages, in order; an empty page may have others behind it. */
export async function askForAll<Item>(
  session: Session,
  call: string,
  pageAfter: (token: string | undefined) => Promise<Page<Item>>,
): Promise<Answer<readonly Item[]>> {
  const items: Item[] = [];
  let token: string | undefined;
  try {
    for (let page = 0; page < MOST_PAGES; page++) {
      const { items: more, next } = await pageAfter(token);
      if (more === undefined) throw new NotAnAwsAnswer(200, "without the list that was asked for");
      items.push(...more);
      if (next === undefined || next === "" || next === token) break;
      token = next;
    }
    return { ok: true, result: items };
  } catch (error) {
    return failed(session, call, error);
  }
}

/** A policy as the IAM API sends it: percent-encoded once. Throws where it is no JSON, which is never kept as a policy. */
export function decodedPolicy(document: string | undefined): object {
  if (document === undefined) throw new NotAnAwsAnswer(200, "without a policy document");
  const text = document.trimStart().startsWith("{") ? document : decodeURIComponent(document);
  const policy = parsedPolicy(text);
  if (policy === undefined) throw new NotAnAwsAnswer(200, "with a policy document that is no JSON");
  return policy;
}

export function parsedPolicy(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
