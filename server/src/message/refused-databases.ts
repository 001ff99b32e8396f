/**
 * PostgreSQL on Amazon RDS, which asks PAM about users that sign in with IAM, and no others.
 * Source: Amazon RDS User Guide, "Creating and using an IAM policy for IAM database access" and "Troubleshooting for IAM DB
 * authentication".
 */
import { type CompactText } from "./compact-text.ts";
import { type DenialPhrase, plain } from "./phrase-reader.ts";

export const PAM_OF_RDS = /pamauthenticationfailedforuser/g;

const OF_RDS = /\.rds\.amazonaws\.com|rdsauthproxy|\brds-db\b|\brds_iam\b/;
const AROUND = 1500;

export function databaseUser(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const around = readable.slice(Math.max(0, phrase.start - AROUND), phrase.end + AROUND);
  if (!OF_RDS.test(around)) return null;
  const user = /^["'`\\\s]{1,6}([\w.@-]{1,63})/.exec(readable.slice(phrase.end, phrase.end + 80));
  const end = phrase.end + (user?.[0].length ?? 0);
  return { ...phrase, additionalActions: ["rds-db:connect"], resource: user?.[1] ?? null, end };
}
