/** `iam-verdict aws …`: the commands that call AWS. Each makes its calls once and says what could not be had. */
import { parseArgs } from "node:util";
import { isPolicyKind } from "../workspace/config.ts";
import { POLICY_KINDS } from "../policy/policy.ts";
import { type Failure, type Session } from "../aws/index.ts";
import { decode } from "./aws-decode.ts";
import { fetchPolicies } from "./aws-fetch.ts";
import { failureForJson, printIdentity, tellAssumedRegion, tellFailure } from "./aws-answers.ts";
import { recentDenials } from "./aws-denials.ts";
import { type AwsIo } from "./aws-io.ts";
import { simulateRequest } from "./aws-simulate.ts";
import { validateFile } from "./aws-validate.ts";
import { EXIT } from "./main.ts";
import { FETCHED_FOLDER } from "./walk-files.ts";

const HELP = `Usage: iam-verdict aws COMMAND [OPTIONS]

Asks AWS, with the credentials that the AWS CLI would use. Nothing is called without one of these commands:

  whoami [--principal ARN]       whose credentials these are, where they came from, and whether they are that principal's
  decode [MESSAGE|-]             decode an encoded authorization message
  fetch --principal ARN          save the policies of a role or user,
        [--resource ARN]         of a resource,
        [--organization]         and the SCPs and RCPs above the account
  fetch --account                save all IAM policies of the account
  simulate --principal ARN --action ACTION [--resource ARN]
                                 what AWS's simulator decides
  simulate --policy FILE --action ACTION [--resource ARN]
                                 what it decides by the policies of files, which need not be deployed
  simulate --principal ARN --keys
                                 the condition keys that the principal's policies ask for
  denials [--hours N]            the denials among CloudTrail's management events
  validate FILE [--kind KIND]    what IAM Access Analyzer finds in a policy; charged by AWS:
        [--no-new-access FILE]   whether it grants more than the policy in another file
        [--not-granted ACTION]   whether it grants an action (on --resource ARN); may be repeated

  --profile NAME                 default: as the AWS CLI finds it
  --region NAME                  default: that of the profile that is named, of the environment, of the profile in use
  --format text|json             how to print (default text)
  --to DIR                       fetch: the folder for the files (default .iam-verdict)
  --workspace DIR                decode and fetch: explain the message with what is there then;
                                 simulate: say what its files say of the message, too, and why the two differ
  --message TEXT                 fetch and simulate: the message that names principal and resource
  --context KEY=VALUE            simulate: a condition key of the request; may be repeated

docs/aws.md lists the calls of each command, and the policy that allows them.
Exit codes: 0 AWS answered, 1 it answered in part, or the explanation found a denial, 2 it did not answer.
`;

export interface AwsOptions {
  readonly profile: string | undefined;
  readonly region: string | undefined;
  readonly format: "text" | "json";
  readonly principal: string | undefined;
  readonly resource: string | undefined;
  readonly action: string | undefined;
  readonly account: boolean;
  readonly organization: boolean;
  readonly hours: number;
  readonly kind: (typeof POLICY_KINDS)[number] | undefined;
  readonly to: string;
  readonly workspace: string | undefined;
  readonly message: string | undefined;
  readonly context: readonly string[];
  readonly policies: readonly string[];
  readonly keys: boolean;
  readonly noNewAccess: string | undefined;
  readonly notGranted: readonly string[];
  readonly words: readonly string[];
}

export interface Asking {
  readonly session: Session;
  readonly options: AwsOptions;
  readonly io: AwsIo;
}

type Run = (asking: Asking) => Promise<number>;

const RUNS: Readonly<Record<string, Run>> = {
  whoami: whoAmI,
  decode,
  fetch: fetchPolicies,
  simulate: simulateRequest,
  denials: recentDenials,
  validate: validateFile,
};

export async function runAws(args: string[], io: AwsIo): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h") {
    io.out.text(HELP);
    return name === undefined ? EXIT.unusable : EXIT.clean;
  }
  const run = Object.hasOwn(RUNS, name) ? RUNS[name] : undefined;
  if (run === undefined) throw new Error(`'${name}' is not a command; write one of ${Object.keys(RUNS).join(", ")}.`);
  const options = readOptions(rest);
  if (options === "help") {
    io.out.text(HELP);
    return EXIT.clean;
  }
  const [unexpected] = options.words;
  if (unexpected !== undefined && !WITH_WORDS.has(name)) {
    throw new Error(`'${unexpected}' is not expected behind ${name}; 'iam-verdict aws --help' says what is.`);
  }
  const session = await io.aws().openSession({
    profile: options.profile,
    region: options.region,
    cancel: io.cancel,
  });
  try {
    return await run({ session, options, io });
  } finally {
    session.close();
  }
}

/** A message, or a file. */
const WITH_WORDS: ReadonlySet<string> = new Set(["decode", "validate"]);

async function whoAmI(asking: Asking): Promise<number> {
  const { session, options, io } = asking;
  const answer = await io.aws().whoAmI(session);
  if (!answer.ok) return failedWith(answer.failure, asking);
  printIdentity(answer.result, options.principal, options.format, io);
  return EXIT.clean;
}

/** The failure of the only call there is. */
export function failedWith(failure: Failure, { session, options, io }: Asking): number {
  if (options.format === "json") io.out.jsonDocument({ failure: failureForJson(failure, io) });
  tellFailure(failure, io);
  if (io.aws().mayBeOfRegion(failure)) tellAssumedRegion(session.region, io);
  return EXIT.unusable;
}

function readOptions(args: string[]): AwsOptions | "help" {
  const { values, positionals } = parseArgs({
    args: withoutDashedMessage(args),
    allowPositionals: true,
    options: {
      profile: { type: "string" },
      region: { type: "string" },
      format: { type: "string", default: "text" },
      principal: { type: "string" },
      resource: { type: "string" },
      action: { type: "string" },
      account: { type: "boolean", default: false },
      organization: { type: "boolean", default: false },
      hours: { type: "string", default: "3" },
      kind: { type: "string" },
      to: { type: "string", default: FETCHED_FOLDER },
      workspace: { type: "string", short: "w" },
      message: { type: "string" },
      context: { type: "string", multiple: true, default: [] },
      policy: { type: "string", multiple: true, default: [] },
      keys: { type: "boolean", default: false },
      "no-new-access": { type: "string" },
      "not-granted": { type: "string", multiple: true, default: [] },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  const { format, kind } = values;
  if (format !== "text" && format !== "json") throw new Error(`--format '${format}' is not known; write text or json.`);
  if (kind !== undefined && !isPolicyKind(kind)) {
    throw new Error(`--kind '${kind}' is not a kind of policy; write one of ${POLICY_KINDS.join(", ")}.`);
  }
  const hours = Number(values.hours);
  // CloudTrail keeps them for 90 days. Source: "LookupEvents".
  if (!(hours > 0 && hours <= 2_160)) throw new Error(`--hours '${values.hours}' is not a number above 0, up to 2160.`);
  const { profile, region, principal, resource, action, account, organization } = values;
  return {
    ...{ profile, region, format, principal, resource, action, account, organization, hours, kind },
    ...{ to: values.to, workspace: values.workspace, message: values.message, context: values.context },
    ...{ policies: values.policy, keys: values.keys },
    noNewAccess: values["no-new-access"],
    notGranted: values["not-granted"],
    words: positionals,
  };
}

/** An encoded message may begin with a dash and is no option. */
function withoutDashedMessage(args: readonly string[]): string[] {
  const messages = args.filter((arg) => /^-[\w-]{60,}={0,2}\s*$/.test(arg));
  if (messages.length === 0 || args.includes("--")) return [...args];
  return [...args.filter((arg) => !messages.includes(arg)), "--", ...messages];
}
