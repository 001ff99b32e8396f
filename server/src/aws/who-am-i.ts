/** Whose credentials these are, and where they came from. */
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Answer, ask, failed } from "./ask.ts";
import { NotAnAwsAnswer } from "./problems.ts";
import { listProfiles, type ProfileEntry } from "./profiles.ts";
import { type Credentials, type Region, type Session } from "./session.ts";

export interface Identity {
  readonly arn: string;
  readonly account: string;
  readonly userId: string;
  readonly profile: string | undefined;
  readonly region: Region;
  /** In words. */
  readonly source: string;
  /** Another source that was there and was not used. */
  readonly unusedSource: string | undefined;
  /** When the credentials end, as the source tells it. */
  readonly expires: string | undefined;
}

export async function whoAmI(session: Session): Promise<Answer<Identity>> {
  let credentials: Credentials;
  try {
    credentials = await session.credentials();
  } catch (error) {
    return failed(session, undefined, error);
  }
  const client = new STSClient(session.clientFor("STS"));
  const answer = await ask(session, "sts:GetCallerIdentity", async (limit) =>
    client.send(new GetCallerIdentityCommand({}), limit),
  );
  if (!answer.ok) return answer;
  const { Arn: arn, Account: account, UserId: userId } = answer.result;
  if (arn === undefined || account === undefined || userId === undefined) {
    return failed(session, "sts:GetCallerIdentity", new NotAnAwsAnswer(200, "without an identity"));
  }
  const profiles = session.profile === undefined ? [] : await listProfiles();
  const used = { name: session.profile, entry: profiles.find(({ name }) => name === session.profile) };
  return {
    ok: true,
    result: {
      ...{ arn, account, userId },
      profile: session.profile,
      region: session.region,
      source: sourceOf(credentials, used),
      unusedSource: await unusedSource(session, used),
      expires: credentials.expiration?.toISOString(),
    },
  };
}

/** The account of the credentials; undefined where it cannot be had, which is no failure of what is asked with it. */
export async function callerAccount(session: Session): Promise<string | undefined> {
  const client = new STSClient(session.clientFor("STS"));
  const answer = await ask(session, "sts:GetCallerIdentity", async (limit) =>
    client.send(new GetCallerIdentityCommand({}), limit),
  );
  return answer.ok ? answer.result.Account : undefined;
}

/** The features by which the SDK says how it found credentials. */
const SOURCES: readonly (readonly [feature: string, words: string])[] = [
  ["CREDENTIALS_PROFILE_SSO", "an SSO session"],
  ["CREDENTIALS_PROFILE_SSO_LEGACY", "an SSO session"],
  ["CREDENTIALS_SSO", "an SSO session"],
  ["CREDENTIALS_PROFILE_PROCESS", "a credential process"],
  ["CREDENTIALS_PROCESS", "a credential process"],
  ["CREDENTIALS_PROFILE_STS_WEB_ID_TOKEN", "a web identity token"],
  ["CREDENTIALS_ENV_VARS_STS_WEB_ID_TOKEN", "a web identity token"],
  ["CREDENTIALS_PROFILE_SOURCE_PROFILE", "a role that another profile assumes"],
  ["CREDENTIALS_STS_ASSUME_ROLE", "a role that was assumed"],
  ["CREDENTIALS_ENV_VARS", "the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"],
  ["CREDENTIALS_PROFILE", "keys in the configuration files"],
  ["CREDENTIALS_HTTP", "the container"],
  ["CREDENTIALS_IMDS", "the instance"],
];

function sourceOf({ $source = {} }: Credentials, used: UsedProfile): string {
  const found =
    SOURCES.find(([feature]) => Object.hasOwn($source, feature))?.[1] ?? "a source that the SDK does not name";
  if (used.name === undefined || Object.hasOwn($source, "CREDENTIALS_ENV_VARS")) return found;
  // A role may be assumed with credentials of many kinds, which the profile names.
  const words = used.entry?.through === undefined && used.entry?.isOfEnvironment !== true ? found : used.entry.source;
  return `${words}, by the profile ${used.name}`;
}

interface UsedProfile {
  readonly name: string | undefined;
  readonly entry: ProfileEntry | undefined;
}

/** The first of those that the SDK would have come to without the one that was used. */
async function unusedSource({ profile }: Session, { entry }: UsedProfile): Promise<string | undefined> {
  const { env } = process;
  const isSet = (name: string): boolean => (env[name] ?? "") !== "";
  const hasKeys = isSet("AWS_ACCESS_KEY_ID") && isSet("AWS_SECRET_ACCESS_KEY");
  if (profile !== undefined) {
    if (entry?.isOfEnvironment === true) return undefined;
    const other = hasKeys ? "AWS_ACCESS_KEY_ID" : isSet(TOKEN_FILE) ? TOKEN_FILE : undefined;
    return other === undefined
      ? undefined
      : `${other} is set in the environment as well, and was not used because a profile is named`;
  }
  if (!hasKeys) return undefined;
  const isDefault = (await listProfiles()).some(({ name, works }) => name === "default" && works);
  if (isDefault)
    return "the default profile has credentials as well, which were not used because AWS_ACCESS_KEY_ID is set";
  return isSet(TOKEN_FILE)
    ? `${TOKEN_FILE} is set as well, and was not used because AWS_ACCESS_KEY_ID is set`
    : undefined;
}

const TOKEN_FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";
