/** The denials among CloudTrail's management events of the last hours, the newest first. */
import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { type Answer, askForAll } from "./ask.ts";
import { checked, type Session } from "./session.ts";

export interface RecentDenial {
  readonly time: string;
  readonly event: string;
  readonly code: string;
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

/** Objects of S3, invocations and other data events are not among them. Source: "LookupEvents". */
export async function recentDenials(session: Session, search: DenialSearch): Promise<Answer<readonly RecentDenial[]>> {
  const client = checked(new CloudTrailClient(session.client));
  const StartTime = new Date(search.now.getTime() - search.hours * 3_600_000);
  let found = 0;
  return await askForAll<RecentDenial>(session, "cloudtrail:LookupEvents", async (NextToken) => {
    const command = new LookupEventsCommand({ StartTime, EndTime: search.now, MaxResults: 50, NextToken });
    const page = await client.send(command, session.limit());
    const denials = page.Events?.flatMap(({ CloudTrailEvent }) => denialOf(CloudTrailEvent ?? "") ?? []).slice(
      0,
      search.most - found,
    );
    found += denials?.length ?? 0;
    return { items: denials, next: found >= search.most ? undefined : page.NextToken };
  });
}

function denialOf(record: string): RecentDenial | undefined {
  let event: unknown;
  try {
    event = JSON.parse(record);
  } catch {
    return undefined;
  }
  if (typeof event !== "object" || event === null) return undefined;
  const { errorCode, eventName, eventSource, eventTime } = event as Readonly<Record<string, unknown>>;
  if (typeof errorCode !== "string" || !REFUSALS.test(errorCode)) return undefined;
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  return {
    time: text(eventTime),
    event: `${text(eventSource).replace(/\.amazonaws\.com$/, "")}:${text(eventName)}`,
    code: errorCode,
    record,
  };
}
