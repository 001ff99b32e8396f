/**
 * What the first file needs, brought about while nothing else is to do: most of the time until its findings goes into
 * compiling functions that were never called, and into reference data that was never unpacked.
 */
import { type PolicyService } from "../service/index.ts";
import { EMPTY_CONFIG } from "../workspace/config.ts";
import { localDay } from "./configurations.ts";
import { toLspDiagnostics } from "./to-lsp.ts";
import { unchangingText } from "./unchanging-text.ts";

/** So many statements that what each of them takes is compiled for speed. */
const STATEMENTS = 6;

/** Of what policies usually hold, with a mistake in it: what converts findings is compiled as well. */
function ordinaryPolicy(): string {
  const statements = Array.from({ length: STATEMENTS }, (_, number) => ({
    Sid: `Statement${number}`,
    Effect: number % 3 === 2 ? "Deny" : "Allow",
    Action: ["s3:GetObject", "sqs:SendMessage", "ec2:Describe*", "logs:CreateLogGroupp"].slice(number % 3),
    Resource:
      number % 4 === 3 ? "*" : [`arn:aws:s3:::bucket-${number}/*`, `arn:aws:sqs:*:111122223333:queue-${number}`],
    Condition: {
      StringEquals: { "aws:RequestedRegion": ["us-east-1", "eu-west-1"], "aws:PrincipalTag/team": "blue" },
      Bool: { "aws:SecureTransport": "true" },
    },
  }));
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
}

/** In short steps, of which reading the policy is the longest, some milliseconds. What is found is nobody's, and what is read ahead for proofs comes last. */
export function* warmUpSteps(service: PolicyService): Generator<undefined> {
  const stated = { config: EMPTY_CONFIG, severities: new Map(), today: localDay() };
  const configuration = service.configure(stated);
  const source = { path: "policy.json", languageId: "json", text: ordinaryPolicy() };
  const document = yield* service.read(source, configuration);
  yield;
  const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: false });
  while (run.phase === "looking" && run.step() === "more") yield;
  const text = unchangingText(`file:///${source.path}`, source.languageId, 0, source.text);
  for (const finding of run.found) toLspDiagnostics(text, finding, undefined);
  while (run.step() === "more") yield;
  yield* service.readAhead();
}
