/** `iam-verdict aws simulate`: what AWS's policy simulator decides, beside what the files say where these are named. */
import { type Session, type SimulatedKey, type SimulatedRequest, type Simulation } from "../aws/index.ts";
import { type Asking, failedWith } from "./aws.ts";
import { policyIn } from "./aws-validate.ts";
import { EXIT } from "./main.ts";

export async function simulateRequest(asking: Asking): Promise<number> {
  const { keys, workspace } = asking.options;
  if (keys) return await listKeys(asking);
  return workspace === undefined ? await decide(asking) : await compare(asking, workspace);
}

async function decide(asking: Asking): Promise<number> {
  const { session, options, io } = asking;
  const aws = io.aws();
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
  const context = contextWithRegion(asking, { context: keys, resource }, denial?.region ?? undefined);
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

/** As in the editor: the message is explained with the files, and the simulator is asked about the same request. */
async function compare(asking: Asking, workspace: string): Promise<number> {
  const { session, options, io } = asking;
  const aws = io.aws();
  const { message } = options;
  if (message === undefined || options.policies.length > 0) {
    throw new Error("--workspace is for a --message: the simulator's decision is shown beside what its files say.");
  }
  const read = await io.askedInMessage({ message, facts: factsOf(options), workspace }, io);
  if (read === undefined) throw new Error("the message is not a denial; paste all that AWS wrote.");
  const { asked, files } = read;
  const request = aws.requestToSimulate(asked);
  if (typeof request === "string") throw new Error(request);
  const sent: SimulatedRequest = { ...request, context: contextWithRegion(asking, request, asked.region) };
  const answer = await aws.simulate(session, sent);
  if (!answer.ok) return failedWith(answer.failure, asking);
  const comparison = aws.compareDecisions(files, answer.result, { isSession: sent.principal !== asked.principal });
  if (options.format === "json") {
    io.out.jsonDocument({ ...sent, ...answer.result, notSimulated: aws.NOT_SIMULATED, files, comparison });
  } else io.out.text(aws.simulationText({ request: sent, simulation: answer.result, own: files, comparison }));
  return comparison.agreement === "different" ? EXIT.findings : EXIT.clean;
}

/** What was given beside the message. */
function factsOf({ context, principal, action, resource }: Asking["options"]): ReadonlyMap<string, string> {
  const named = Object.entries({ principal, action, resource }).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return new Map([...context.map(keyOf), ...named]);
}

function contextWithRegion(
  { session, io }: Asking,
  request: Pick<SimulatedRequest, "context" | "resource">,
  ofMessage: string | undefined,
): readonly SimulatedKey[] {
  const region: Session["region"] = ofMessage === undefined ? session.region : { name: ofMessage, from: "message" };
  return io.aws().withRegion(request, region);
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
