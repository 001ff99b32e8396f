/** One sentence and one next step for each cause of a failure. */
import { type RefusalInWords } from "../telling/refusal-in-words.ts";
import { type RefusedOutput } from "./credential-work.ts";
import { type FailureCause } from "./failure-cause.ts";

export interface ToldFailure {
  readonly call: string | undefined;
  readonly profile: string | undefined;
  readonly region: string;
  /** AWS's name of the error. */
  readonly code: string | undefined;
  readonly message: string;
  /** What answered, in place of AWS or for it; empty where nothing did. */
  readonly what: string;
  /** Who gives the credentials did not answer in time. */
  readonly isSlow: boolean;
  /** Why the output of a credential process was not taken. */
  readonly refusedOutput: RefusedOutput | undefined;
  /** What refused where no policy did. */
  readonly refusal: RefusalInWords | undefined;
  /** Where the credentials should come from, as far as it is known: `the profile dev (an SSO session)`. */
  readonly source: string | undefined;
}

export interface FailureWords {
  readonly sentence: string;
  readonly next: string;
}

export function signInCommand(cause: "sso-expired" | "login-expired", profile: string | undefined): string {
  const command = cause === "sso-expired" ? "aws sso login" : "aws login";
  return profile === undefined ? command : `${command} --profile ${shellWord(profile)}`;
}

function shellWord(text: string): string {
  return /^[\w@+.%:/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

export function wordsOf(cause: FailureCause, told: ToldFailure): FailureWords {
  return WORDS[cause](told);
}

type Words = (told: ToldFailure) => FailureWords;

const called = ({ call, profile }: ToldFailure): string =>
  call ?? `the call that gets the credentials${profile === undefined ? "" : ` of the profile ${profile}`}`;
const ofProfile = ({ profile }: ToldFailure): string => `the profile ${profile ?? "default"}`;
const ofCode = ({ code }: ToldFailure): string => (code === undefined ? "" : ` (${code})`);
const answer = ({ what }: ToldFailure): string => (what === "" ? "" : ` (${what})`);

const ofProcess = ({ isSlow, refusedOutput }: ToldFailure): string => {
  if (isSlow) return "did not answer in time";
  return refusedOutput === undefined ? "failed" : OUTPUTS[refusedOutput];
};

/** Source: "Sourcing credentials with an external process". */
const OUTPUTS: Readonly<Record<RefusedOutput, string>> = {
  "no JSON": "printed something other than JSON",
  "another version": "printed no Version 1, which it has to",
  "no keys": "printed no AccessKeyId, or no SecretAccessKey",
  expired: "gave credentials that have expired",
};

const WORDS: Readonly<Record<FailureCause, Words>> = {
  "no-credentials": () => ({
    sentence: "No AWS credentials were found.",
    next: "Sign in (aws sso login, aws configure) or name a profile that has credentials.",
  }),
  "half-credentials": () => ({
    sentence: "No AWS credentials were found: AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not.",
    next: "Set both variables, or name a profile that has credentials.",
  }),
  "no-such-profile": (told) => ({
    sentence: `${capital(ofProfile(told))} gives no credentials.`,
    next: "Compare its name with the output of aws configure list-profiles, and check that its section has keys, an SSO session, a process or a role.",
  }),
  "credentials-rejected": ({ region }) => ({
    sentence: "AWS does not accept these credentials.",
    next: `Check the keys, whether they were deactivated, the clock of this machine, and that the Region ${region} is enabled in the account.`,
  }),
  "slow-credentials": () => ({
    sentence: "The credentials did not come in time.",
    next: "Check the network, or sign in again, then repeat.",
  }),
  "sso-expired": ({ profile }) => ({
    sentence: `The SSO session${profile === undefined ? "" : ` of the profile ${profile}`} has expired, or there was none yet.`,
    next: `Sign in again: ${signInCommand("sso-expired", profile)}`,
  }),
  "sso-denied": (told) => ({
    sentence: `The SSO session of ${ofProfile(told)} gives no credentials for the role that its section names.`,
    next: "Compare sso_account_id and sso_role_name with what the sign-in page of IAM Identity Center offers, or ask for the assignment.",
  }),
  "login-expired": ({ profile }) => ({
    sentence: `The sign-in${profile === undefined ? "" : ` of the profile ${profile}`} has expired, or there was none yet.`,
    next: `Sign in again: ${signInCommand("login-expired", profile)}`,
  }),
  expired: ({ call, code }) =>
    // Source: "AssumeRoleWithWebIdentity", whose error has this name; that of calls is ExpiredToken.
    call === undefined && code === "ExpiredTokenException"
      ? {
          sentence: "The web identity token has expired.",
          next: "Have it issued anew, where its file is written; then repeat.",
        }
      : {
          sentence: "The temporary credentials have expired.",
          next: "Get new ones the way you got these.",
        },
  "needs-mfa": (told) => ({
    sentence: `${capital(ofProfile(told))} needs an MFA code, and there is no prompt for one here.`,
    next: "Get credentials with the code first (aws sts get-session-token or aws sts assume-role), then name them.",
  }),
  "process-failed": (told) => ({
    sentence: `The credential process of ${ofProfile(told)} ${ofProcess(told)}.`,
    next:
      told.refusedOutput === "expired"
        ? "Sign in with the tool that it runs, then repeat."
        : "Run the command of its credential_process in a terminal, and look at what it prints.",
  }),
  "source-failed": ({ source, profile }) => ({
    sentence: `No credentials came from ${source ?? "where they should come from"}.`,
    next: `Check whether it is there on this machine; aws sts get-caller-identity${profile === undefined ? "" : ` --profile ${shellWord(profile)}`} asks it as well.`,
  }),
  clock: () => ({
    sentence: "The clock of this machine differs from AWS's by more than AWS accepts.",
    next: "Set the clock, then repeat.",
  }),
  denied: (told) => ({
    sentence: `AWS denied ${called(told)}.`,
    next: "Ask for this permission, or use credentials that have it.",
  }),
  "not-by-policy": (told) => ({
    sentence: `AWS denied ${called(told)}. ${told.refusal?.sentence ?? "No policy is at fault."}`,
    next: told.refusal?.next ?? "Look at what AWS says.",
  }),
  throttled: (told) => ({
    sentence: `AWS throttled ${called(told)}, also after several attempts.`,
    next: "Wait a minute, then repeat.",
  }),
  unreachable: (told) => ({
    sentence: `The endpoint of AWS for ${called(told)} in ${told.region} cannot be reached.`,
    next: "Check the Region, the network, HTTPS_PROXY, and AWS_ENDPOINT_URL or endpoint_url if one is set.",
  }),
  untrusted: (told) => ({
    sentence: `This machine does not trust the certificate of what answered ${called(told)}.`,
    next: "If a proxy reads the traffic, name the file with its certificate in NODE_EXTRA_CA_CERTS, then repeat.",
  }),
  "bad-proxy": () => ({
    sentence: "The proxy that the environment or the settings name is no URL.",
    next: "Write it like http://proxy.example:8080 (HTTPS_PROXY, or http.proxy in VS Code).",
  }),
  timeout: (told) => ({
    sentence: `There was no answer to ${called(told)} in time.`,
    next: "Check the network, then repeat.",
  }),
  "broke-off": (told) => ({
    sentence: `The connection broke off before the whole answer to ${called(told)} was there.`,
    next: "Check the network and the proxy, then repeat.",
  }),
  endless: (told) => ({
    sentence: `The list of ${called(told)} does not come to an end.`,
    next: "Check what AWS_ENDPOINT_URL names and which proxy is between: AWS's own lists end.",
  }),
  cancelled: () => ({
    sentence: "The command was cancelled.",
    next: "Run it again when you want its answer.",
  }),
  "not-aws": (told) => ({
    sentence: `What answered ${called(told)} is not AWS${answer(told)}.`,
    next: "Sign in to the network or the proxy that answers in the place of AWS, then repeat.",
  }),
  "aws-failed": (told) => ({
    sentence: `AWS itself failed at ${called(told)}${ofCode(told)}.`,
    next: "Wait a minute, then repeat. If it stays, look at the AWS Health Dashboard.",
  }),
  "region-not-enabled": ({ region, code }) =>
    // Source: "Common error types": a subscription is missing, which need not be that of the Region.
    code === "OptInRequired"
      ? {
          sentence: `The account has not signed up for the service in ${region}.`,
          next: "Name another Region, or check in the account whether this one and the service are enabled.",
        }
      : {
          sentence: `The Region ${region} is not enabled in this account.`,
          next: "Name another Region, or enable this one in the account.",
        },
  "wrong-region": (told) => ({
    sentence: `${told.region} is not the Region in which AWS answers ${called(told)}.`,
    next: `Name ${expectedRegion(told.message) ?? "the Region of what is asked for, as AWS writes it"}.`,
  }),
  "no-organization": () => ({
    sentence: "The account of the credentials is in no organization.",
    next: "Nothing is missing for it: there are no SCPs and no RCPs.",
  }),
  "not-management-account": () => ({
    sentence: "Only the management account, or an account it delegates to, may read the organization.",
    next: "Use credentials of the management account, or ask somebody who has them for the SCPs.",
  }),
  "not-found": (told) => ({
    sentence: `AWS did not find what ${called(told)} asks for.`,
    next: "Check the name, the account of the credentials, and the Region.",
  }),
  "not-decoded": () => ({
    sentence: "AWS cannot decode the message: it is damaged, or it has expired.",
    next: "Copy all of it again. If it is old, repeat what was denied, and copy the new one.",
  }),
  "other-account": () => ({
    sentence: "The credentials are those of another account.",
    next: "Use a profile of the account that is meant.",
  }),
  quota: (told) => ({
    sentence: `AWS refused ${called(told)}, because a quota of the account is used up.`,
    next: "Look the quota up in Service Quotas; waiting does not help.",
  }),
  other: (told) => ({
    sentence: `AWS refused ${called(told)}${ofCode(told)}${told.message === "" ? "." : `: ${told.message}`}`,
    next: "Look up the error in the documentation of the call.",
  }),
  "not-called": ({ call, profile }) => ({
    sentence: `The AWS SDK could not make ${call === undefined ? "the call" : `the call ${call}`}.`,
    next: `Run aws sts get-caller-identity${profile === undefined ? "" : ` --profile ${shellWord(profile)}`}: the AWS CLI reads the same settings, and says more about what is wrong with them.`,
  }),
};

/** As S3 names it in its words. */
export function expectedRegion(message: string): string | undefined {
  return /expecting '([a-z0-9-]+)'/.exec(message)?.[1];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
