/** The service of a call whose operation more than one service has, from what stands around the error. */
import { type Zone } from "./nearest-mention.ts";

const AROUND = 1500;

/** The name of a client, as tools write it; null if nothing tells. */
export function serviceOfSurroundings(readable: string, zone: Zone, code: string | null): string | null {
  const around = readable.slice(Math.max(zone.from, zone.start - AROUND), Math.min(zone.to, zone.end + AROUND));
  for (const sign of SIGNS) {
    const service = sign.exec(around)?.[1];
    if (service !== undefined) return service;
  }
  // The address of queues, which is older than those of the Regions.
  if (/https?:\/\/queue\.amazonaws\.com\//.test(around)) return "sqs";
  // No other service answers in these words, nor in the next with a code that has no "Exception".
  if (/\bAccess to the resource\b[^]{0,200}\bis denied\b/.test(readable.slice(zone.start, zone.end + 260)))
    return "sqs";
  const isBare = /\bAccess Denied\b|\bForbidden\b/.test(readable.slice(zone.start, zone.end + 60));
  return isBare && (code === "AccessDenied" || code === "403" || code === "Forbidden") ? "s3" : null;
}

const SIGNS: readonly RegExp[] = [
  /\(Service: ?(?:Amazon ?|AWS ?)?([A-Za-z0-9 ]{2,40}?)[;,] ?Status Code/,
  /@aws-sdk\/client-([a-z0-9-]{2,40})/,
  /software\.amazon\.awssdk\.services\.([a-z0-9]{2,40})\./,
  /com\.amazonaws\.services\.([a-z0-9]{2,40})\./,
  /Aws::([A-Za-z0-9]{2,40})::Errors/,
  /Aws\\([A-Za-z0-9]{2,40})\\Exception/,
  /(?:^|[\s$#>])aws (?:--\S{1,40} \S{1,80} )?([a-z0-9-]{2,40}) [a-z0-9-]{2,60}/m,
  /(?:client|resource)\(["']([a-z0-9-]{2,40})["']/,
  /\b(s3)[an]?:\/\//,
  /https?:\/\/(sqs)\.[a-z0-9-]{4,30}\.amazonaws\.com/,
  /\bservice: ?["'](?:aws\.)?([A-Za-z0-9]{2,40})["']/,
];
