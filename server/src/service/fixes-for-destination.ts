/**
 * Amazon S3 cannot reach the destination of a notification, and does not say which one that is: explained for the only queue
 * or topic of which a policy is here. Source: "Granting permissions to publish event notification messages to a destination"
 * (Amazon S3 User Guide).
 */
import { type Explanation } from "../denial/explanation.ts";
import { readArn } from "../policy/arn.ts";
import { type Scalar } from "../policy/policy.ts";
import { type Steps } from "../text/steps.ts";
import { type WorkspacePolicies, type WorkspacePolicy } from "../workspace/workspace.ts";

/** As it is where the destination is known, or where it may be one of several. */
export function* withFixesForDestination(
  explanation: Explanation,
  { policies }: WorkspacePolicies,
  explainFor: (destination: string) => Steps<Explanation>,
): Steps<Explanation> {
  const { denial, request, fixes } = explanation;
  if (denial.delivery !== "event-notifications" || request.action !== undefined || fixes.length > 0) return explanation;
  const [only, ...others] = policies.flatMap((one) => destinationOf(one) ?? []);
  if (only === undefined || others.length > 0) return explanation;
  yield;
  const { fixes: found } = yield* explainFor(only.arn);
  const supposed = found.flatMap((fix) => {
    const isWritable = fix.edits.length > 0 && fix.edits.every(({ newText }) => !newText.includes(NOBODYS));
    const risk = { risk: "only-if-destination", destination: only.shown } as const;
    return isWritable ? [{ ...fix, risks: [risk, ...fix.risks], verified: false }] : [];
  });
  return { ...explanation, fixes: supposed };
}

interface Destination {
  /** As the policy writes it. */
  readonly shown: string;
  /** With something in the place of what the file leaves open. */
  readonly arn: string;
}

/** The one queue or topic that the policy is of: stated, or named by all of its statements. */
function destinationOf({ policy, binding }: WorkspacePolicy): Destination | undefined {
  const entries = policy.statements.flatMap(({ principal, resource }) =>
    principal === undefined ? [] : (resource?.entries ?? []),
  );
  const found = new Map(entries.map((entry) => [entry.text, withPlaces(entry)]));
  const [named, ...others] = [...found].map(([shown, arn]): Destination => ({ shown, arn }));
  const stated = binding.resource;
  const own = stated !== undefined && !/[*?]/.test(stated) ? { shown: stated, arn: stated } : named;
  if (own === undefined || (stated === undefined && others.length > 0)) return undefined;
  return DESTINATIONS.has(readArn(own.arn)?.service ?? "") && !/[*?$]/.test(own.arn) ? own : undefined;
}

const DESTINATIONS: ReadonlySet<string> = new Set(["sqs", "sns"]);

/** An account that nobody has: what is written for it is no fix. */
const NOBODYS = "000000000000";

function withPlaces({ text, holes }: Scalar): string {
  let filled = "";
  let at = 0;
  for (const { start, end, stands } of holes) {
    filled += text.slice(at, start) + (stands === undefined ? text.slice(start, end) : PLACES[stands]);
    at = end;
  }
  return filled + text.slice(at);
}

const PLACES = { partition: "aws", region: "us-east-1", account: NOBODYS } as const;
