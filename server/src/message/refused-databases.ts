/**
 * PostgreSQL on Amazon RDS, which asks PAM about users that sign in with IAM, and no others; Amazon RDS Proxy.
 * Source: Amazon RDS User Guide, "Creating and using an IAM policy for IAM database access", "Troubleshooting for IAM DB
 * authentication" and "Troubleshooting for RDS Proxy".
 */
import { type CompactText } from "./compact-text.ts";
import { readValue } from "./message-value.ts";
import { type DenialPhrase, plain } from "./phrase-reader.ts";

export const PAM_OF_RDS = /pamauthenticationfailedforuser/g;

/** Amazon RDS Proxy, of the role with which it reads the credentials of the database. */
export const SECRET_OF_PROXY = /isnotauthori[sz]edtoreadtheawssecretsmanagersecretwiththearn/g;

const ROLE = /\brole\s+["'`\\]{0,4}(arn:[^\s"'`\\]{10,300})["'`\\]{0,4}\s+$/i;

export function secretOfProxy(readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const phrase = plain(readable, compact, at, found);
  const role = ROLE.exec(readable.slice(Math.max(0, phrase.start - 340), phrase.start))?.[1];
  const { value, end } = readValue(readable, phrase.end, phrase.end + 400);
  return {
    ...phrase,
    ...(role === undefined ? {} : { principalArn: role }),
    action: "secretsmanager:GetSecretValue",
    resource: value,
    end,
  };
}

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
