/** `iam-verdict aws validate`: what IAM Access Analyzer finds in a policy, or whether it passes a custom check. */
import { type CustomCheck } from "../aws/index.ts";
import { type PolicyKind } from "../policy/policy.ts";
import { createLineIndex } from "../text/line-index.ts";
import { type Asking, failedWith } from "./aws.ts";
import { failureForJson, tellAssumedRegion, tellFailure } from "./aws-answers.ts";
import { EXIT } from "./exit-codes.ts";
import { findTarget } from "./target.ts";

export async function validateFile(asking: Asking): Promise<number> {
  const { options, io } = asking;
  const [given, ...more] = options.words;
  if (given === undefined || more.length > 0) throw new Error("give one file with a policy, or - for standard input.");
  const { name, text } = await policyIn(given, io);
  if (options.kind === "iot")
    throw new Error("IAM Access Analyzer does not validate AWS IoT Core policies. Use iam-verdict lint --kind iot.");
  const kind = options.kind ?? "identity";
  const custom = await customCheck(asking);
  return custom === undefined ? await validate(asking, name, text, kind) : await check(asking, text, kind, custom);
}

/** The text of one file. */
export async function policyIn(
  given: string,
  io: Asking["io"],
): Promise<{ readonly name: string; readonly text: string }> {
  const target = await findTarget(given, io);
  if (target.kind === "folder") throw new Error(`'${given}' is a folder; give one file with a policy.`);
  const { text, problem } = await target.read();
  if (text === undefined) throw new Error(`${target.name} cannot be read: ${problem}. Give a file with a policy.`);
  return { name: target.name, text };
}

async function customCheck({ options, io }: Asking): Promise<CustomCheck | undefined> {
  const { noNewAccess, notGranted, resource } = options;
  if (noNewAccess !== undefined && notGranted.length > 0) {
    throw new Error("--no-new-access and --not-granted are checks of their own; give one at a time.");
  }
  if (noNewAccess !== undefined) return { check: "no-new-access", existing: (await policyIn(noNewAccess, io)).text };
  if (notGranted.length === 0) return undefined;
  return { check: "not-granted", actions: notGranted, resources: resource === undefined ? [] : [resource] };
}

async function check(asking: Asking, text: string, kind: PolicyKind, custom: CustomCheck): Promise<number> {
  const { session, options, io } = asking;
  const aws = io.aws();
  const problem = aws.problemOfCustomCheck(kind);
  if (problem !== undefined) throw new Error(problem);
  io.err.line(`iam-verdict aws: ${aws.CHARGED}`);
  const answer = await aws.runCustomCheck(session, text, kind, custom);
  if (!answer.ok) return failedWith(answer.failure, asking);
  const { passed, message, reasons } = answer.result;
  if (options.format === "json") io.out.jsonDocument({ region: session.region, ...answer.result });
  else {
    io.out.line(aws.customCheckSentence(answer.result, custom));
    if (message !== "") io.out.line(`  AWS says: ${message}`);
    for (const { description, sid } of reasons) io.out.line(`  ${sid === undefined ? "" : `${sid}: `}${description}`);
    io.out.line(`Asked in ${aws.regionInWords(session.region)}.`);
  }
  tellAssumedRegion(session.region, io);
  return passed ? EXIT.clean : EXIT.findings;
}

async function validate(asking: Asking, name: string, text: string, kind: PolicyKind): Promise<number> {
  const { session, options, io } = asking;
  const aws = io.aws();
  const answer = await aws.validatePolicy(session, text, kind);
  const { items: findings, failure } = answer;
  if (failure !== undefined && findings.length === 0) return failedWith(failure, asking);
  if (failure !== undefined) tellFailure(failure, io);
  tellAssumedRegion(session.region, io);
  const exit = findings.length === 0 ? EXIT.clean : EXIT.findings;
  if (options.format === "json") {
    io.out.jsonDocument({
      region: session.region,
      findings,
      ...(failure === undefined ? {} : { failure: failureForJson(failure, io) }),
    });
    return exit;
  }
  const lines = createLineIndex(text);
  for (const { type, code, message, page, span } of findings) {
    const place = span === undefined ? undefined : lines.placeAt(span.start);
    const at = place === undefined ? name : `${name}:${place.line}:${place.column}`;
    io.out.line(`${at}  ${type}  ${message}  ${code} (AWS)`);
    if (page !== undefined) io.out.line(`  ${page}`);
  }
  const count = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
  const least = failure === undefined ? "" : "at least ";
  io.out.line(`IAM Access Analyzer has ${least}${count}, asked in ${aws.regionInWords(session.region)}.`);
  return exit;
}
