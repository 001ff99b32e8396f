/**
 * Finds `Access Denied`, `Forbidden` and status 403 in a text that has no code and no sentence. Only a text that speaks
 * of AWS, in the form of an error and not of prose, is taken for a denial.
 */
import { type Span } from "../text/span.ts";
import { isProgramLiteral } from "./program-literals.ts";
import { isGeneralStatement, isQuotedError } from "./quoted-in-prose.ts";

const AWS =
  /request id: ?[0-9A-F-]{8}|host ?id: ?[\w+/=]{3}|amazonaws|\bAWS\b|\baws[ :-]|\bS3\b|\bs3(?:a|n)?:\/\/|\bAmazon\b|aws[_.]s3|\bAmazonS3\b|x-amz-request-id|Request ID: [0-9A-Z]{16}\b|\baws\.sdk\.kotlin\b|\bs3fs\b|\b(?:Write|Read|Get|Copy|Remove|New)-S3[A-Z]|\bS3_ERROR\b|\bAmazonS3Exception\[|\(HTTP \d{3}\)\. An error occurred when calling the|botocore|boto3|aws-sdk|awssdk|\bServerless Error -{3}|\bgof3r\b|\bfog\/(?:storage\/)?aws\b|\/plugins\/aws\/|\bs3-(?:deploy|sync|upload|website)\b|"errorType": ?"[\w.]{1,80}",\s{0,9}"errorMessage"/;

/**
 * Programs that keep their data in S3 through a library that has only S3's own words for a refusal: Mimir, Thanos, Kopia
 * and their like. Their other stores refuse in other words.
 */
const STORES =
  /\bobject ?(?:storage|store)\b|\bs3 object: |\bobjstore\b|\b(?:blocks?|ruler|alertmanager|long-term|chunks?) storage\b|\b(?:mimir|cortex|loki|tempo|thanos|pyroscope|kopia|restic|velero|longhorn)\b|\b(?:list|write|read|get|put|delete|format|session|index|pack)[a-z]{0,4} (?:\w{1,20} ){0,2}blobs?\b|\bkopia\.|\bcaller=[\w./-]{1,60}\.go:\d{1,5}\b|\/thanos\/upload\/|\bclient\.(?:BucketExists|PutObject|GetObject|StatObject|ListObjects|MakeBucket)\b/i;

/** The end of a chain of errors, in S3's spelling. */
const END_OF_CHAIN = /[a-z0-9)\]"'`]: Access Denied(?=\.?\s*(?:$|["'`;,\n\v\u2028]))/g;

const REFUSALS: readonly RegExp[] = [
  // Hadoop's name for a refusal by S3, in front of whatever S3 said.
  /java\.nio\.file\.AccessDeniedException:?\s{1,3}s3[an]?:\/\//g,
  /\(Service: ?[A-Z][\w ]{1,40}[,;] ?Status Code: ?403/g,
  /(?:(?<=^|[\n\v\u2028]\s?|[:>"'`([\]-]\s?|API: [\w-]{1,40}:\w{1,80} |\bwith error ))Access Denied(?=\s*$|\s*[\n\v\u2028]|\s?[(,"'`<.;:)\]}*]|\s(?:For more|--->))/gi,
  // A cache that keeps its objects in S3 and logs each request on a line: `S3 DOWNLOAD bucket key Access Denied`.
  /Access Denied(?<=\bS3 (?:DOWNLOAD|UPLOAD|CONTAINS|GET|PUT|HEAD|DELETE|LIST) [^\n\v]{1,400} Access Denied)(?=\s*(?:$|[\n\v\u2028]))/g,
  /\b403\b[ :'"-]{0,4}\(?Forbidden\b|\bForbidden\b[ :'"(-]{0,4}(?:HTTP )?403\b|Error Code Forbidden/g,
  /\bStatus(?: ?Code)?[ :]{1,2}403(?![\w-]*\d)/gi,
  // DuckDB.
  /\(HTTP 403\b|\(Forbidden_403\)/g,
  /\b403 Client Error: Forbidden\b/g,
  // ClickHouse, and s3fs as a file system.
  /\bHTTP response code:? 403\b/g,
  // paws for R, where S3's answer to HEAD has no body.
  /\(HTTP 403\)\. An error occurred when calling/g,
  // s3fs for Python, which has an exception of its own.
  /\bPermissionError: (?:Forbidden|Access Denied)(?=\s*$|\s*[\n\v\u2028])/g,
  // fog for Ruby, whose answer is often left out.
  /\bExcon::Errors?::Forbidden(?=\s*$|\s*[\n\v\u2028]|: Expected)/g,
  // Whoever fetched an object by its address, as Next.js does.
  /\bs3[\w.-]{0,40}\.amazonaws\.com\/\S{1,400} {1,2}403\b/g,
  // curl, which hides the answer: the last address above says whose it was, unless another command stands in between.
  /\bcurl: \(22\) The requested URL returned error: 403\b(?<=\bs3[\w.-]{0,40}\.amazonaws\.com(?:\.cn)?\/(?:(?!https?:|\b(?:curl|wget) )[^]){0,900}: 403)/g,
  // The SDK for JavaScript, version 2, where S3's answer to HEAD has no body.
  /(?<=^|[\n\v\u2028]\s?|\bfailed: )Forbidden: null\b|\(Forbidden\) null\b|(?<=^|[\n\v\u2028]\s?)Forbidden:(?= {0,2}[\n\v\u2028]\s?at Request\.extractError \(\S{1,200}aws-sdk)/g,
];

/** Is something of AWS named: a service, a host, a library? */
export function speaksOfAws(readable: string): boolean {
  return AWS.test(readable) || isOfStore(readable);
}

function isOfStore(readable: string): boolean {
  return STORES.test(readable) && readable.search(END_OF_CHAIN) >= 0;
}

/** Where the text says so; null if it does not, or if nothing in it is AWS. `mayBeAws` is asked of each place. */
export function findBareRefusal(readable: string, mayBeAws: (refusal: Span) => boolean): Span | null {
  const whole = readable.trim();
  if (/^["'*`]{0,3}access ?denied[.!"'*`]{0,3}$/i.test(whole)) return { start: 0, end: readable.length };
  if (!speaksOfAws(readable)) return null;
  for (const refusal of AWS.test(readable) ? REFUSALS : [END_OF_CHAIN]) {
    for (const match of readable.matchAll(refusal)) {
      if (/pull $/.test(readable.slice(Math.max(0, match.index - 5), match.index))) continue;
      const span = { start: match.index, end: match.index + match[0].length };
      if (isGeneralStatement(readable, span) || isQuotedError(readable, span)) continue;
      if (!isProgramLiteral(readable, span) && mayBeAws(span)) return span;
    }
  }
  return null;
}
