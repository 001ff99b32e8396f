/** `iam-verdict aws simulate | denials`: what AWS says of a request, and of the last hours. */
import { type Simulation } from "../aws/index.ts";
import { type Asking, failedWith } from "./aws.ts";
import { failureForJson, tellAssumedRegion, tellFailure } from "./aws-answers.ts";
import { policyIn } from "./aws-validate.ts";
import { EXIT } from "./main.ts";

export async function simulateRequest(asking: Asking): Promise<number> {
  const { session, options, io } = asking;
  const aws = io.aws();
  if (options.keys) return await listKeys(asking);
  const denial = options.message === undefined ? undefined : io.service().readDenial(options.message).denials[0];
  const principal = options.principal ?? denial?.principalArn ?? undefined;
  const action = options.action ?? denial?.action ?? undefined;
  const resource = options.resource ?? denial?.resource ?? "*";
  const isOfFiles = options.policies.length > 0;
  if (isOfFiles && options.principal !== undefined) {
    throw new Error("--policy asks about the policies of files, --principal about those that are deployed; give one.");
  }
  if (action === undefined || (principal === undefined && !isOfFiles)) {
    throw new Error("--principal and --action are needed. A --message that names both will do, too.");
  }
  if (!aws.isSimulated(action)) {
    throw new Error(
      `AWS's simulator does not decide ${action}: assuming a role is not among what it knows. Ask the role's trust policy instead: iam-verdict aws fetch --principal ROLE_ARN.`,
    );
  }
  const given = [...Object.entries(denial?.context ?? {}), ...options.context.map(keyOf)];
  const keys = given.map(([key, value]) => aws.simulatedKey(key, value));
  const ofMessage = denial?.region ?? undefined;
  const region = ofMessage === undefined ? session.region : ({ name: ofMessage, from: "message" } as const);
  const context = aws.withRegion({ context: keys, resource }, region);
  const request = { action, resource, context };
  const source = isOfFiles || principal === undefined ? undefined : aws.withoutSession(principal);
  const answer =
    source === undefined
      ? await aws.simulatePolicies(session, { ...request, policies: await textsOf(asking) })
      : await aws.simulate(session, { ...request, principal: source });
  if (!answer.ok) return failedWith(answer.failure, asking);
  const asked = { ...(source === undefined ? {} : { principal: source }), ...request };
  if (options.format === "json") {
    io.out.jsonDocument({ ...asked, ...answer.result, notSimulated: aws.NOT_SIMULATED });
    return EXIT.clean;
  }
  io.out.line(aws.simulationSentence(answer.result, asked));
  for (const { key, values } of context) io.out.line(`  given       ${key} = ${values.join(", ")}`);
  printSimulation(answer.result, io);
  if (source === undefined) io.out.line("Of what is deployed, such as SCPs, it saw nothing.");
  io.out.line(aws.NOT_THE_VERDICT);
  return EXIT.clean;
}

async function textsOf({ options, io }: Asking): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const file of options.policies) texts.push((await policyIn(file, io)).text);
  return texts;
}

async function listKeys(asking: Asking): Promise<number> {
  const { session, options, io } = asking;
  const aws = io.aws();
  if (options.principal === undefined) throw new Error("--keys needs --principal: whose policies are asked for keys.");
  const principal = aws.withoutSession(options.principal);
  const answer = await aws.askedKeys(session, principal);
  if (!answer.ok) return failedWith(answer.failure, asking);
  if (options.format === "json") io.out.jsonDocument({ principal, keys: answer.result });
  else if (answer.result.length === 0) io.out.line(`The policies of ${principal} ask for no condition keys.`);
  else for (const key of answer.result) io.out.line(key);
  return EXIT.clean;
}

function printSimulation(
  { matched, missingKeys, allowedByOrganization, allowedByBoundary }: Simulation,
  { out, aws }: Asking["io"],
): void {
  for (const one of matched) out.line(`  matched     ${aws().matchedInWords(one)}`);
  if (allowedByOrganization === false) out.line("  SCPs        do not allow it");
  if (allowedByBoundary === false) out.line("  boundary    does not allow it");
  for (const key of missingKeys) out.line(`  not given   ${key}, which counted as absent`);
}

function keyOf(pair: string): readonly [key: string, value: string] {
  const equals = pair.indexOf("=");
  if (equals <= 0) throw new Error(`--context '${pair}' has no value; write KEY=VALUE.`);
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}

const MOST_DENIALS = 50;

export async function recentDenials(asking: Asking): Promise<number> {
  const { session, options, io } = asking;
  const search = { hours: options.hours, now: new Date(), most: MOST_DENIALS };
  const aws = io.aws();
  const { MOST_EVENTS } = aws;
  const { denials, isCut, failure } = await aws.recentDenials(session, search);
  if (failure !== undefined && denials.length === 0) return failedWith(failure, asking);
  if (options.format === "json") {
    io.out.jsonDocument({
      region: session.region,
      denials: denials.map(({ record, time, code }) => ({ time, code, event: JSON.parse(record) as unknown })),
      isCut: isCut !== false,
      ...(failure === undefined ? {} : { failure: failureForJson(failure, io) }),
    });
  } else {
    for (const { time, event, code, message } of denials) {
      io.out.line(`${time}  ${event}  ${code}${message === undefined ? "" : `  ${message}`}`);
    }
    if (denials.length === 0) io.out.line(noDenials(options.hours, isCut !== false));
  }
  if (isCut !== false) {
    const newest =
      isCut === "most" ? `the newest ${MOST_DENIALS}` : `the denials among the newest ${MOST_EVENTS} events`;
    io.err.line(`iam-verdict aws: These are ${newest}; older ones were not looked for.`);
  }
  if (failure !== undefined) tellFailure(failure, io);
  io.err.line(
    `iam-verdict aws: CloudTrail's event history has the management events of one Region, here ${aws.regionInWords(session.region)}: no access to objects of S3, and no other data events.`,
  );
  tellAssumedRegion(session.region, io);
  return failure === undefined ? EXIT.clean : EXIT.findings;
}

function noDenials(hours: number, isCut: boolean): string {
  return isCut ? "No denials." : `No denials in the last ${hours === 1 ? "hour" : `${hours} hours`}.`;
}
