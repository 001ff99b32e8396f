/** `iam-verdict aws …`: the commands that call AWS. Each makes its calls once and says what could not be had. */
import { type AwsCommand, type Failure, type Session } from "../aws/index.ts";
import { decode } from "./aws-decode.ts";
import { fetchPolicies } from "./aws-fetch.ts";
import { failureForJson, printIdentity, tellAssumedRegion, tellFailure } from "./aws-answers.ts";
import { recentDenials } from "./aws-denials.ts";
import { type AwsIo } from "./aws-io.ts";
import { simulateRequest } from "./aws-simulate.ts";
import { validateFile } from "./aws-validate.ts";
import { type AwsOptions, readOptions } from "./aws-options.ts";
import { EXIT } from "./exit-codes.ts";

const HELP = `Usage: iam-verdict aws COMMAND [OPTIONS]

Asks AWS, with the credentials that the AWS CLI would use. Only these commands call AWS:

  whoami [--principal ARN]       whose credentials are used, where they come from, and whether they are that principal's
  decode [MESSAGE|-]             decode an encoded authorization message
  fetch --principal ARN          save the policies of a role or user,
        [--resource ARN]         of a resource,
        [--organization]         and the SCPs and RCPs above the account
  fetch --account                save all IAM policies of the account
  simulate --principal ARN --action ACTION [--resource ARN]
                                 what AWS's simulator decides
  simulate --policy FILE --action ACTION [--resource ARN]
                                 what it decides according to policies in files, which need not be deployed
  simulate --principal ARN --keys
                                 the condition keys in the principal's policies
  denials [--hours N]            the denials among CloudTrail's management events
  validate FILE [--kind KIND]    what IAM Access Analyzer finds in a policy; charged by AWS:
        [--no-new-access FILE]   whether it grants more than the policy in another file
        [--not-granted ACTION]   whether it grants an action (on --resource ARN); may be repeated

  --profile NAME                 default: as the AWS CLI finds it
  --region NAME                  default: the Region of the named profile, of the environment, of the profile in use;
                                 simulate: also the Region of the request, if neither message nor ARN names it
  --format text|json             how to print (default text)
  --to DIR                       fetch: the folder for the files (default .iam-verdict)
  --workspace DIR                decode and fetch: explain the message with the policies there;
                                 simulate: also show what the files there say of the message, and why the two differ
  --message TEXT                 fetch and simulate: a message that names the principal and the resource
  --context KEY=VALUE            simulate: a condition key of the request; may be repeated

docs/aws.md lists the calls of each command, and the policy that allows them.
Exit codes: 0 AWS answered, 1 it answered in part, or the explanation found a denial, 2 it did not answer.
`;

export interface Asking {
  readonly session: Session;
  readonly options: AwsOptions;
  readonly io: AwsIo;
}

type Run = (asking: Asking) => Promise<number>;

const RUNS: Readonly<Record<AwsCommand, Run>> = {
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
  if (!isCommand(name)) {
    throw new Error(`'${name}' is not a command; write one of ${Object.keys(RUNS).join(", ")}.`);
  }
  const run = RUNS[name];
  const options = readOptions(name, rest);
  if (options === "help") {
    io.out.text(HELP);
    return EXIT.clean;
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

function isCommand(name: string): name is AwsCommand {
  return Object.hasOwn(RUNS, name);
}

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
