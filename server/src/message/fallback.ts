/**
 * AWS CDK goes on with the caller's own credentials where it may not assume its role: `current credentials could not be
 * used to assume 'ARN', but are for the right account. Proceeding anyway.` Mostly that is the cause of what is refused next;
 * if nothing else is pasted, it is the refusal.
 */
import { accountOfArn } from "./arn-fields.ts";
import { type FoundDenial, NOTHING_FOUND } from "./found-denial.ts";

const FELL_BACK =
  /\bcould\s+not\s+be\s+used\s+to\s+assume\s+["'`](arn:[^"'`\s]{10,300})["'`](?:[^]{0,100}\bProceeding\s+anyway)?/g;

/** The role of the last such line. */
export function roleFellBackFrom(before: string): string | undefined {
  return [...before.matchAll(FELL_BACK)].find(([line]) => /anyway$/.test(line))?.[1];
}

/** More of the same add nothing. */
const MOST = 100;

/** The caller's credentials are for the account of the role, by the words. */
export function findFallbacks(readable: string): FoundDenial[] {
  return Array.from(readable.matchAll(FELL_BACK), ({ 0: line, 1: role = "", index }) => ({
    ...NOTHING_FOUND,
    account: /right account/.test(line) ? accountOfArn(role) : null,
    action: "sts:AssumeRole",
    resource: role,
    naming: "exact" as const,
    start: index,
    end: index + line.length,
  })).slice(0, MOST);
}
