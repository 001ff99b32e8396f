/** `iam-verdict aws simulate`: what AWS's policy simulator decides, beside what the files say where these are named. */
import { type AskedRequest, type SimulatedRequest, type Simulation } from "../aws/index.ts";
import { type Asking, failedWith } from "./aws.ts";
import { policyIn } from "./aws-validate.ts";
import { readFacts } from "./facts.ts";
import { EXIT } from "./exit-codes.ts";

export async function simulateRequest(asking: Asking): Promise<number> {
  const { keys, workspace } = asking.options;
  if (keys) return await listKeys(asking);
  return workspace === undefined ? await decide(asking) : await compare(asking, workspace);
}

async function decide(asking: Asking): Promise<number> {
  const { session, options, io } = asking;
  const aws = io.aws();
  const isOfFiles = options.policies.length > 0;
  if (isOfFiles && options.principal !== undefined) {
    throw new Error("--policy asks about the policies of files, --principal about those that are deployed; give one.");
  }
  const { principal, action, resource = "*", context: facts } = await askedOf(asking);
  if (action === undefined || (principal === undefined && !isOfFiles)) {
    throw new Error("--principal and --action are needed. A --message that names both will do, too.");
  }
  if (!aws.isSimulated(action)) {
    throw new Error(
      `AWS's simulator does not decide ${action}: assuming a role is not among what it knows. Ask the role's trust policy instead: iam-verdict aws fetch --principal ROLE_ARN.`,
    );
  }
  const keys = Object.entries(facts).map(([key, value]) => aws.simulatedKey(key, value));
  const of = principal === undefined ? {} : { principal };
  const context = aws.withRegion({ ...of, action, resource, context: keys }, session.region);
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
  if (!aws.isRegionSent(context)) io.out.line(aws.REGION_NOT_SENT);
  io.out.line(aws.NOT_THE_VERDICT);
  return EXIT.clean;
}

/** By the options, or by the message as it is explained, with every fact that follows from it. */
async function askedOf({ options, io }: Asking): Promise<AskedRequest> {
  const { message, principal, action, resource, context } = options;
  if (message === undefined) return { principal, action, resource, context: Object.fromEntries(readFacts(context)) };
  const read = await io.askedInMessage({ message, facts: factsOf(options), workspace: undefined }, io);
  if (read === undefined) throw new Error(NOT_A_DENIAL);
  return read.asked;
}

const NOT_A_DENIAL = "the message is not a denial; paste all that AWS wrote.";

/** As in the editor: the message is explained with the files, and the simulator is asked about the same request. */
async function compare(asking: Asking, workspace: string): Promise<number> {
  const { session, options, io } = asking;
  const aws = io.aws();
  const { message } = options;
  if (message === undefined || options.policies.length > 0) {
    throw new Error("--workspace is for a --message: the simulator's decision is shown beside what its files say.");
  }
  const read = await io.askedInMessage({ message, facts: factsOf(options), workspace }, io);
  if (read === undefined) throw new Error(NOT_A_DENIAL);
  const { asked, files } = read;
  const request = aws.requestToSimulate(asked);
  if (typeof request === "string") throw new Error(request);
  const sent: SimulatedRequest = { ...request, context: aws.withRegion(request, session.region) };
  const answer = await aws.simulate(session, sent);
  if (!answer.ok) return failedWith(answer.failure, asking);
  const comparison = aws.compareDecisions(files, answer.result, {
    isSession: sent.principal !== asked.principal,
    isRegionSent: aws.isRegionSent(sent.context),
  });
  if (options.format === "json") {
    io.out.jsonDocument({ ...sent, ...answer.result, notSimulated: aws.NOT_SIMULATED, files, comparison });
  } else io.out.text(aws.simulationText({ request: sent, simulation: answer.result, own: files, comparison }));
  return comparison.agreement === "different" ? EXIT.findings : EXIT.clean;
}

/** What was given beside the message. */
function factsOf({
  context,
  principal,
  action,
  resource,
}: Asking["options"]): ReadonlyMap<string, string | readonly string[]> {
  const named = Object.entries({ principal, action, resource }).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return new Map([...readFacts(context), ...named]);
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
