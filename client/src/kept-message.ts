/** What a panel keeps over a reload of the window: enough to explain again. It comes back as any value. */
import { type ToldFact } from "./denial-panel/panel-state.ts";

export interface KeptMessage {
  readonly message: string;
  readonly facts: readonly ToldFact[];
}

/** A whole log is not kept twice. */
const LONGEST_KEPT = 20_000;

/** Null, which goes over the wire, for a message that is too long. */
export function keptMessage({ message, facts }: KeptMessage): KeptMessage | null {
  return message.length > LONGEST_KEPT ? null : { message, facts };
}

/**
 * The window may have gone before it stored what the page kept last: then the newest message that was explained is the
 * one to explain again.
 */
export function newerMessage(kept: KeptMessage, newest: string | undefined): KeptMessage {
  return newest === undefined || newest === kept.message ? kept : { message: newest, facts: [] };
}

/** Undefined where the page kept nothing that can be used. */
export function readKeptMessage(state: unknown): KeptMessage | undefined {
  const kept = memberOf(state, "kept");
  const message = memberOf(kept, "message");
  const facts = memberOf(kept, "facts");
  if (typeof message !== "string" || !Array.isArray(facts)) return undefined;
  return { message, facts: facts.flatMap(readFact) };
}

function readFact(fact: unknown): ToldFact[] {
  const key = memberOf(fact, "key");
  const value = memberOf(fact, "value");
  return typeof key === "string" && typeof value === "string" ? [{ key, value }] : [];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
