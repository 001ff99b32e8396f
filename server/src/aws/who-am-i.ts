/** Whose credentials these are, and where they came from. */
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Answer, ask, failed } from "./ask.ts";
import { NotAnAwsAnswer } from "./problems.ts";
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
  const client = new STSClient(session.client);
  const answer = await ask(session, "sts:GetCallerIdentity", async (limit) =>
    client.send(new GetCallerIdentityCommand({}), limit),
  );
  if (!answer.ok) return answer;
  const { Arn: arn, Account: account, UserId: userId } = answer.result;
  if (arn === undefined || account === undefined || userId === undefined) {
    return failed(session, "sts:GetCallerIdentity", new NotAnAwsAnswer(200, "without an identity"));
  }
  return {
    ok: true,
    result: {
      ...{ arn, account, userId },
      profile: session.profile,
      region: session.region,
      source: sourceOf(credentials, session),
      unusedSource: unusedSource(session),
      expires: credentials.expiration?.toISOString(),
    },
  };
}

/** The account of the credentials; undefined where it cannot be had, which is no failure of what is asked with it. */
export async function callerAccount(session: Session): Promise<string | undefined> {
  const client = new STSClient(session.client);
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

function sourceOf({ $source = {} }: Credentials, { profile }: Session): string {
  const found =
    SOURCES.find(([feature]) => Object.hasOwn($source, feature))?.[1] ?? "a source that the SDK does not name";
  const isOfProfile = profile !== undefined && !Object.hasOwn($source, "CREDENTIALS_ENV_VARS");
  return isOfProfile ? `${found}, by the profile ${profile}` : found;
}

function unusedSource({ profile }: Session): string | undefined {
  const { env } = process;
  return profile !== undefined && env["AWS_ACCESS_KEY_ID"] !== undefined
    ? "AWS_ACCESS_KEY_ID is set in the environment as well, and was not used because a profile is named"
    : undefined;
}
