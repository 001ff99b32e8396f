/** What an ARN is about within another one that a file settles but for its partition. */
import { type FilledText } from "../syntax/filled-text.ts";

/** What stands in a text behind an ARN; undefined where it does not begin with it, or something else goes on. */
export function textBehindArn(text: string, { text: arn, holes }: FilledText): string | undefined {
  let fixed = arn;
  for (const { start, end } of holes) fixed = `${arn.slice(0, start)}aws${arn.slice(end)}`;
  if (holes.length > 1 || !text.startsWith(fixed)) return undefined;
  const behind = text.slice(fixed.length);
  return behind === "" || behind.startsWith("/") ? behind : undefined;
}

/** An ARN without account and Region: those of a configuration are not known to be those of a request. */
export function isOfAnyPlace({ holes }: FilledText): boolean {
  return holes.every(({ stands }) => stands === "partition");
}
