import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readAddress, readAddressRange, rangeHolds } from "../../server/src/domains/address.ts";
import { readNumber } from "../../server/src/domains/decimal.ts";
import { readInstant } from "../../server/src/domains/instant.ts";
import { and, eitherWay, not, or, type Truth } from "../../server/src/domains/truth.ts";

describe("numbers", () => {
  for (const [text, value] of [
    ["0", 0],
    ["10", 10],
    ["-3", -3],
    ["+3", 3],
    ["1.50", 1.5],
    [".5", 0.5],
    ["1e3", 1000],
    ["10abc", undefined],
    ["", undefined],
    [" 1", undefined],
    ["0x10", undefined],
    ["Infinity", undefined],
    ["9".repeat(100_000) + "x", undefined],
  ] as const) {
    test(`'${text.slice(0, 12)}'`, () => assert.equal(readNumber(text), value));
  }
});

describe("points in time", () => {
  for (const [text, iso] of [
    ["2024-06-15T12:30:00Z", "2024-06-15T12:30:00.000Z"],
    ["2024-06-15T12:30Z", "2024-06-15T12:30:00.000Z"],
    ["2024-06-15T12:30:00.5Z", "2024-06-15T12:30:00.500Z"],
    ["2024-06-15T12:30:00.123456789Z", "2024-06-15T12:30:00.123Z"],
    ["2024-06-15T14:30:00+02:00", "2024-06-15T12:30:00.000Z"],
    ["2024-06-15T07:00:00-0530", "2024-06-15T12:30:00.000Z"],
    ["2024-06-15T12:30:00", "2024-06-15T12:30:00.000Z"],
    ["2024-06-15", "2024-06-15T00:00:00.000Z"],
    ["2024-06", "2024-06-01T00:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["0099-12-31", "0099-12-31T00:00:00.000Z"],
    ["1718454600", "2024-06-15T12:30:00.000Z"],
    ["-1", "1969-12-31T23:59:59.000Z"],
    ["2024", "1970-01-01T00:33:44.000Z"],
  ] as const) {
    test(text, () => assert.equal(new Date(readInstant(text)!).toISOString(), iso));
  }

  for (const text of [
    "",
    "2023-02-29",
    "2024-13",
    "2024-06-31",
    "2024-06-15T24:00:00Z",
    "2024-06-15T12:60Z",
    "2024-06-15 12:30",
    "Jun 15 2024",
    "2024-06-15T12:30:00+24:00",
    "1.5",
  ]) {
    test(`'${text}' is none`, () => assert.equal(readInstant(text), undefined));
  }
});

describe("addresses and ranges", () => {
  const holds = (range: string, address: string): boolean =>
    rangeHolds(readAddressRange(range)!, readAddress(address)!);

  for (const [range, inside, outside] of [
    ["0.0.0.0/0", ["0.0.0.0", "203.0.113.9", "255.255.255.255"], ["::1"]],
    ["::/0", ["::1", "2001:db8::1"], ["10.0.0.1"]],
    ["10.0.0.0/8", ["10.0.0.0", "10.255.255.255"], ["11.0.0.0", "9.255.255.255"]],
    ["10.1.2.3/8", ["10.255.0.1"], ["11.1.2.3"]],
    ["128.0.0.0/1", ["200.0.0.1"], ["127.255.255.255"]],
    ["203.0.113.9", ["203.0.113.9"], ["203.0.113.8", "2001:db8::1"]],
    ["2001:db8::/32", ["2001:db8:ffff::1"], ["2001:db9::"]],
    ["2001:db8:1::/48", ["2001:0db8:0001:ffff::"], ["2001:db8:2::"]],
    ["2001:db8:0:0:0:0:0:1", ["2001:db8::1"], ["2001:db8::2"]],
    ["2001:db8::/127", ["2001:db8::1"], ["2001:db8::2"]],
  ] as const) {
    test(range, () => {
      for (const address of inside) assert.ok(holds(range, address), address);
      for (const address of outside) assert.ok(!holds(range, address), address);
    });
  }

  for (const text of [
    "",
    "10.0.0",
    "10.0.0.256",
    "10.0.0.0/33",
    "10.0.0.0/",
    "10.0.0.0/-1",
    "0x7f.0.0.1",
    "1.2.3.4.5",
    "::/129",
    "fe80::1%eth0",
    "a".repeat(1000),
    ":".repeat(1000),
  ]) {
    test(`'${text.slice(0, 20)}' is no range`, () => assert.equal(readAddressRange(text), undefined));
  }
});

describe("three-valued truth", () => {
  const ALL: readonly Truth[] = ["yes", "no", "unknown"];
  /** What an unknown may turn out to be. */
  const outcomes = (truth: Truth): readonly boolean[] => (truth === "unknown" ? [true, false] : [truth === "yes"]);
  const settled = (results: readonly boolean[]): Truth =>
    results.every(Boolean) ? "yes" : results.some(Boolean) ? "unknown" : "no";

  for (const left of ALL) {
    test(`not ${left}`, () => assert.equal(not(left), settled(outcomes(left).map((one) => !one))));
    for (const right of ALL) {
      const pairs = outcomes(left).flatMap((one) => outcomes(right).map((other) => [one, other] as const));
      test(`${left} with ${right}`, () => {
        assert.equal(and(left, right), settled(pairs.map(([one, other]) => one && other)));
        assert.equal(or(left, right), settled(pairs.map(([one, other]) => one || other)));
        assert.equal(eitherWay(left, right), left === right ? left : "unknown");
      });
    }
  }
});
