/** Intervals and address sets, against asking for single values. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import {
  addressesOf,
  complementOfAddresses,
  intersectAddresses,
  sampleAddress,
} from "../../server/src/domains/address-set.ts";
import { readAddress, readAddressRange, rangeHolds } from "../../server/src/domains/address.ts";
import {
  complementOfIntervals,
  intersectIntervals,
  type IntervalSet,
  intervalsHold,
  numbersAbove,
  numbersBelow,
  onlyNumber,
  samplesOfIntervals,
  uniteIntervals,
} from "../../server/src/domains/interval-set.ts";
import { searching } from "../support/searching.ts";

const bound = fc.integer({ min: 0, max: 4 });
const simple: fc.Arbitrary<IntervalSet> = fc.oneof(
  fc.tuple(bound, fc.boolean()).map(([at, included]) => numbersBelow(at, included)),
  fc.tuple(bound, fc.boolean()).map(([at, included]) => numbersAbove(at, included)),
  bound.map(onlyNumber),
);
const union = fc.array(simple, { maxLength: 3 }).map(uniteIntervals);
const PROBES = Array.from({ length: 13 }, (_, index) => index / 2 - 1);

describe("intervals", () => {
  test("intersect, unite and complement as their members do", () => {
    fc.assert(
      fc.property(union, union, (left, right) => {
        for (const value of PROBES) {
          const [inLeft, inRight] = [intervalsHold(left, value), intervalsHold(right, value)];
          assert.equal(intervalsHold(intersectIntervals(left, right), value), inLeft && inRight);
          assert.equal(intervalsHold(uniteIntervals([left, right]), value), inLeft || inRight);
          assert.equal(intervalsHold(complementOfIntervals(left), value), !inLeft);
        }
      }),
      searching(100),
    );
  });

  test("have a sample unless they are empty, and every sample is a member", () => {
    fc.assert(
      fc.property(union, (set) => {
        const samples = samplesOfIntervals(set);
        assert.equal(samples.length === 0, set.length === 0);
        assert.ok(samples.every((value) => intervalsHold(set, value)));
      }),
      searching(100),
    );
  });
});

describe("address sets", () => {
  const RANGES = ["10.0.0.0/8", "10.128.0.0/9", "0.0.0.0/0", "203.0.113.7", "2001:db8::/32", "::/0"];
  const ranges = fc.subarray(RANGES).map((texts) => texts.map((text) => readAddressRange(text)!));
  const PROBE_ADDRESSES = ["10.1.2.3", "10.200.0.1", "203.0.113.7", "8.8.8.8", "2001:db8::1", "::1"];

  test("intersect and complement as their members do", () => {
    fc.assert(
      fc.property(ranges, ranges, (left, right) => {
        const set = intersectAddresses(addressesOf(left), complementOfAddresses(addressesOf(right)));
        for (const text of PROBE_ADDRESSES) {
          const address = readAddress(text)!;
          const only = addressesOf([{ first: address, bits: address.family === 4 ? 32 : 128 }]);
          const common = intersectAddresses(set, only);
          const expected =
            left.some((range) => rangeHolds(range, address)) && !right.some((range) => rangeHolds(range, address));
          assert.equal(common.v4.length + common.v6.length > 0, expected, text);
        }
        const sample = sampleAddress(set);
        if (sample !== undefined)
          assert.ok(
            left.some((range) => rangeHolds(range, readAddress(sample)!)),
            sample,
          );
      }),
      searching(100),
    );
  });
});
