/** The denials among CloudTrail's management events of the last hours, the newest first. */
import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { askForAll, objectIn } from "./ask.ts";
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
  /** The search ended, and older ones were not looked for: at `most` of them, or after so many events. */
  readonly isCut: false | "most" | "events";
  /** Why older ones may be missing; what came before is there. */
  readonly failure: Failure | undefined;
}

/** AWS answers two pages of 50 a second: more would take minutes. Source: "LookupEvents". */
export const MOST_EVENTS = 10_000;

/** Objects of S3, invocations and other data events are not among them. Source: "LookupEvents". */
export async function recentDenials(session: Session, search: DenialSearch): Promise<RecentDenials> {
  const client = new CloudTrailClient(session.clientFor("CloudTrail"));
  const StartTime = new Date(search.now.getTime() - search.hours * 3_600_000);
  const seen = { denials: 0, events: 0, isLast: false };
  // What is recorded meanwhile pushes an event on to the next page, where it comes again.
  const given = new Set<string>();
  const { items, failure } = await askForAll<RecentDenial>(session, "cloudtrail:LookupEvents", async (NextToken) => {
    const command = new LookupEventsCommand({ StartTime, EndTime: search.now, MaxResults: 50, NextToken });
    const page = await session.inTime((limit) => client.send(command, limit));
    const denials = page.Events?.flatMap(({ CloudTrailEvent: record = "" }) => {
      if (given.has(record)) return [];
      given.add(record);
      return denialOf(record) ?? [];
    });
    seen.denials += denials?.length ?? 0;
    seen.events += page.Events?.length ?? 0;
    seen.isLast = (page.NextToken ?? "") === "";
    const isEnough = seen.denials > search.most || seen.events >= MOST_EVENTS;
    return { items: denials, next: isEnough ? undefined : page.NextToken, isFull: (page.Events?.length ?? 0) > 0 };
  });
  const isCut = items.length > search.most ? "most" : seen.events >= MOST_EVENTS && !seen.isLast && "events";
  return { denials: items.slice(0, search.most), isCut, failure };
}

function denialOf(record: string): RecentDenial | undefined {
  const event = objectIn(record);
  if (event === undefined) return undefined;
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
