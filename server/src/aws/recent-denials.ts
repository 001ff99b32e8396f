/** The denials among CloudTrail's management events of the last hours, the newest first. */
import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { askForAll } from "./ask.ts";
import { type Failure } from "./failures.ts";
import { type Session } from "./session.ts";

export interface RecentDenial {
  readonly time: string;
  readonly event: string;
  readonly code: string;
  /** AWS's words. */
  readonly message: string | undefined;
  /** The whole event, as CloudTrail has it: what is explained. */
  readonly record: string;
}

export interface DenialSearch {
  readonly hours: number;
  readonly now: Date;
  readonly most: number;
}

/** Where somebody was refused. Source: "CloudTrail record contents", errorCode. */
const REFUSALS = /AccessDenied|Unauthorized|AuthorizationError|Forbidden|NotAuthorized/;

export interface RecentDenials {
  /** The newest first. */
  readonly denials: readonly RecentDenial[];
  /** The search ended at `most`, and older ones were not looked for. */
  readonly isCut: boolean;
  /** Why older ones may be missing; what came before is there. */
  readonly failure: Failure | undefined;
}

/** Objects of S3, invocations and other data events are not among them. Source: "LookupEvents". */
export async function recentDenials(session: Session, search: DenialSearch): Promise<RecentDenials> {
  const client = new CloudTrailClient(session.client);
  const StartTime = new Date(search.now.getTime() - search.hours * 3_600_000);
  let found = 0;
  const { items, failure } = await askForAll<RecentDenial>(session, "cloudtrail:LookupEvents", async (NextToken) => {
    const command = new LookupEventsCommand({ StartTime, EndTime: search.now, MaxResults: 50, NextToken });
    const page = await client.send(command, session.limit());
    const denials = page.Events?.flatMap(({ CloudTrailEvent }) => denialOf(CloudTrailEvent ?? "") ?? []);
    found += denials?.length ?? 0;
    return { items: denials, next: found > search.most ? undefined : page.NextToken };
  });
  return { denials: items.slice(0, search.most), isCut: items.length > search.most, failure };
}

function denialOf(record: string): RecentDenial | undefined {
  let event: unknown;
  try {
    event = JSON.parse(record);
  } catch {
    return undefined;
  }
  if (typeof event !== "object" || event === null) return undefined;
  const { errorCode, errorMessage, eventName, eventSource, eventTime } = event as Readonly<Record<string, unknown>>;
  if (typeof errorCode !== "string" || !REFUSALS.test(errorCode)) return undefined;
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  return {
    time: text(eventTime),
    event: `${text(eventSource).replace(/\.amazonaws\.com$/, "")}:${text(eventName)}`,
    code: errorCode,
    message: typeof errorMessage === "string" ? errorMessage : undefined,
    record,
  };
}
