/** Whatever is pasted has an answer, and soon. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { read, SESSION } from "./reading.ts";
import { anyCharacter } from "../support/any-text.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { searching, searchShare } from "../support/searching.ts";

const FRAGMENTS = [
  "User: ",
  SESSION,
  " is not authorized to perform: ",
  "kms:Sign",
  " on resource: ",
  '"',
  "`",
  "'",
  '\\"',
  "\\n",
  "\n",
  "\u001b[31m",
  "&quot;",
  "<b>",
  "</Message>",
  " because no identity-based policy allows the ",
  " action",
  " with an explicit deny in a ",
  "service control policy",
  ": arn:",
  "│ ",
  "> ",
  "AccessDenied: ",
  "An error occurred (",
  ") when calling the ",
  " operation: ",
  "Request ID: ",
  "{",
  "}",
  "[",
  "]",
  '"errorCode":',
  '"eventName":',
  '"allowed":false,"explicitDeny":',
  "\\u0000",
  "\ud800",
  "**",
  "(Service: ",
  "CREATE_FAILED  X  ",
];

describe("hostile texts", () => {
  test("any text has an answer, and its spans lie in the text", () => {
    const text = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 40 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (pasted) => {
        const reading = read(pasted);
        for (const { span } of [reading, ...reading.denials]) {
          assert.ok(0 <= span.start && span.start <= span.end && span.end <= pasted.length);
        }
      }),
      searching(150),
    );
  });
});

describe("time grows with the length", () => {
  const MEGABYTE = 1_000_000 * searchShare();
  const repeated = (part: string, length: number): string => part.repeat(Math.ceil(length / part.length));
  const texts: Readonly<Record<string, string>> = {
    "a log without a denial": repeated('2031-02-03T04:05:06Z INFO served path=/a status=200 "ok"\n', MEGABYTE),
    "a log with one denial":
      repeated("2031-02-03T04:05:06Z INFO served path=/a status=200\n", MEGABYTE / 2) +
      `User: ${SESSION} is not authorized to perform: kms:Sign\n` +
      repeated('{"level":"info"}\n', MEGABYTE / 2),
    "commands whose options may end at many places": repeated(
      `aws ${`--${"=".repeat(100)} `.repeat(4)}x\nUser: ${SESSION} is not authorized to perform: kms:Sign\n`,
      MEGABYTE / 10,
    ),
    ...hostileTexts(300_000 * searchShare()),
  };
  for (const [name, text] of Object.entries(texts)) {
    // A linear reader takes a quarter of a second for these and a quadratic one a quarter of a minute, whatever else runs.
    test(name, () => {
      const before = process.cpuUsage();
      read(text);
      const { user, system } = process.cpuUsage(before);
      const seconds = (user + system) / 1_000_000;
      assert.ok(seconds < 5, `${seconds.toFixed(1)} s of the processor's time: it grows faster than the text`);
    });
  }
});
