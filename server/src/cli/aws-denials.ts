/** `iam-verdict aws denials`: what was refused in the last hours, as CloudTrail has it. */
import { type Asking, failedWith } from "./aws.ts";
import { failureForJson, tellAssumedRegion, tellFailure } from "./aws-answers.ts";
import { EXIT } from "./exit-codes.ts";

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
