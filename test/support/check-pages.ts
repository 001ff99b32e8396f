/** The pages of docs/checks: their sections and the policies in them. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { POLICY_KINDS } from "../../server/src/policy/policy.ts";
import { type Reading } from "./annotated.ts";
import { type PolicyBeside, surroundingsOf } from "./surroundings.ts";

export const PAGES = join("docs", "checks");

export function section(page: string, heading: string): string {
  const start = page.indexOf(`\n## ${heading}\n`);
  assert.ok(start >= 0, `the page has no section "${heading}"`);
  const end = page.indexOf("\n## ", start + 1);
  return page.slice(page.indexOf("\n", start + 1), end < 0 ? page.length : end).trim();
}

/** A policy on a page. */
const FENCE =
  /```json(?: kind=([a-z-]+))?(?: holder=([a-z-]+))?(?: called=([a-z-]+))?(?: resource=(\S+))?(?: of=(management-account))?\n([\s\S]*?)\n```/g;

interface Fenced extends PolicyBeside {
  readonly managementAccount: boolean;
  readonly holder: Reading["holder"];
  readonly named: Reading["named"];
}

/**
 * The fenced policies of a section: ```json kind=rcp says a kind, holder=bucket what a file's name says, called=scp which
 * kind it says, and resource=ARN whose policy it is. Those after the first are policies of the workspace beside it.
 */
export function example(text: string): { readonly source: string; readonly reading: Reading } {
  const [first, ...beside] = [...text.matchAll(FENCE)].map(fenced);
  assert.ok(first, "the section has no example");
  const { text: source, kind, holder, named, resource, managementAccount } = first;
  const surroundings =
    beside.length > 0 || managementAccount ? { surroundings: surroundingsOf(beside, { managementAccount }) } : {};
  return {
    source,
    reading: {
      ...(kind === "unknown" ? {} : { kind }),
      ...(holder && { holder }),
      ...(named && { named }),
      ...(resource && { resource }),
      ...surroundings,
    },
  };
}

const HOLDERS = ["bucket", "key", "queue", "topic", "repository", "vpc-domain", "managed"] as const;

function fenced([, written, holder, named, resource, of, text = ""]: RegExpMatchArray): Fenced {
  const called = POLICY_KINDS.find((one) => one === named);
  const kind = POLICY_KINDS.find((one) => one === written);
  assert.equal(kind, written, "the kind of the example is none");
  return {
    kind: kind ?? "unknown",
    text,
    ...(resource === undefined ? {} : { resource }),
    managementAccount: of !== undefined,
    holder: HOLDERS.find((one) => one === holder),
    named: called === undefined || called === "unknown" ? undefined : { kind: called, isWhole: true },
  };
}
