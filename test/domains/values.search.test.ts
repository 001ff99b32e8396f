/** Points in time, against the calendar of the machine. */
import { describe, test } from "node:test";
import fc from "fast-check";
import { readInstant } from "../../server/src/domains/instant.ts";
import { searching } from "../support/searching.ts";

describe("points in time", () => {
  test("any day agrees with the calendar of the machine", () => {
    const day = fc.date({
      min: new Date("0001-01-01T00:00:00Z"),
      max: new Date("9999-12-31T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, (date) => readInstant(date.toISOString()) === date.getTime()),
      searching(100),
    );
  });
});
