/** What we throw ourselves, where the SDK would go on or say too little. */
import { type RefusedOutput } from "./credential-work.ts";

/** A page of a proxy, a sign-in form, or an answer without what was asked for. */
export class NotAnAwsAnswer extends Error {
  /** The SDK repeats a call by it: a gateway on the way may answer the next time. */
  readonly $metadata: { readonly httpStatusCode?: number };

  /** `what`: the content type, or what was missing. No `status` where it was not HTTP that answered. */
  constructor(status: number | undefined, what: string) {
    const named = what === "" ? "no content type" : what.slice(0, 80);
    super(status === undefined ? named : `status ${status}, ${named}`);
    this.name = "NotAnAwsAnswer";
    this.$metadata = status === undefined ? {} : { httpStatusCode: status };
  }
}

/** The connection ended within the answer. */
export class AnswerBrokeOff extends Error {
  /** The SDK repeats a call by it. */
  readonly code = "ECONNRESET";

  constructor(cause?: unknown) {
    super("the answer broke off", { cause });
    this.name = "AnswerBrokeOff";
  }
}

/** A list whose pages lead in a circle, or on and on. */
export class EndlessList extends Error {
  constructor(pages: number) {
    super(`no end after ${pages} pages`);
    this.name = "EndlessList";
  }
}

/** What names the proxy cannot be used. It may hold a password, and is never repeated. */
export class ProxyProblem extends Error {
  constructor(cause: unknown) {
    super("the proxy is no URL", { cause });
    this.name = "ProxyProblem";
  }
}

/** A setting of the user's that no call can be made with: a sentence with what to do. */
export class SettingProblem extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "SettingProblem";
  }
}

/** A profile that gives no credentials, with what stands in its section. */
export class ProfileProblem extends Error {
  readonly profile: { readonly name: string; readonly source: string; readonly works: boolean };
  /** Of its credential process. */
  readonly process: { readonly printed: string; readonly refusedOutput: RefusedOutput | undefined };

  constructor(profile: ProfileProblem["profile"], cause: unknown, process: ProfileProblem["process"]) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "ProfileProblem";
    this.profile = profile;
    this.process = process;
  }
}

/** What is wrong with the credentials of the environment. */
export class HalfCredentials extends Error {
  constructor(cause: unknown) {
    super("AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not", { cause });
    this.name = "HalfCredentials";
  }
}

/** What a variable of the environment says to ask for credentials gave none. */
export class EnvironmentProblem extends Error {
  readonly variable: string;

  constructor(variable: string, cause: unknown) {
    super(`what ${variable} names gave no credentials`, { cause });
    this.name = "EnvironmentProblem";
    this.variable = variable;
  }
}

/** A role of the profile, or of one behind it, asks for an MFA code. */
export class MfaNeeded extends Error {
  constructor() {
    super("an MFA code is needed");
    this.name = "MfaNeeded";
  }
}

/** Who gives the credentials did not answer in time. */
export class SlowCredentials extends Error {
  constructor() {
    super("no credentials in time");
    this.name = "SlowCredentials";
  }
}
