/** How many characters AWS takes of a policy. */
import { type PolicySlot } from "./slots.ts";

export interface SizeQuota {
  readonly characters: number;
  /** Blanks between the elements count as well. */
  readonly countsSpace: boolean;
}

/**
 * Of policies that have one limit wherever they stand; undefined for the others, such as identity-based policies, whose
 * limit depends on whether they are managed and whose they are.
 * Sources: "Quotas and service limits for AWS Organizations"; "IAM and AWS STS quotas".
 */
export function sizeQuotaOf(slot: PolicySlot): SizeQuota | undefined {
  switch (slot) {
    case "scp":
    case "rcp":
      return { characters: 5_120, countsSpace: true };
    case "boundary":
      return { characters: 6_144, countsSpace: false };
    case "identity":
    case "resource":
    case "session":
    case "vpc-endpoint":
      return undefined;
  }
}

/** The characters of a policy's JSON that count. */
export function countedSize(json: string, { countsSpace }: SizeQuota): number {
  return countsSpace ? json.length : sizeWithoutSpace(json);
}

/** Blanks inside strings stay. */
export function sizeWithoutSpace(json: string): number {
  let size = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const character = json.charAt(at);
    if (inString && character === "\\") {
      size += 2;
      at++;
      continue;
    }
    if (character === '"') inString = !inString;
    if (inString || !SPACE.has(character)) size++;
  }
  return size;
}

const SPACE: ReadonlySet<string> = new Set([" ", "\t", "\r", "\n"]);
