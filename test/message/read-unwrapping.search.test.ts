/** Any names are read, and what stands around a message changes nothing of what it says. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { KEY, read, said, SESSION } from "./reading.ts";
import { searching } from "../support/searching.ts";

const MESSAGE = `An error occurred (AccessDeniedException) when calling the Sign operation: User: ${SESSION} is not authorized to perform: kms:Sign on resource: ${KEY} with an explicit deny in a service control policy: arn:aws:organizations::901233455677:policy/o-q1w2e3/service_control_policy/p-r4t5y6`;
const SAYS = said(read(MESSAGE));

const word = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,12}$/)
  .filter((text) => !/^(?:user|arn|because|with|on|at|is|perform)$/i.test(text) && !/\.$/.test(text));
const account = fc.stringMatching(/^[0-9]{12}$/);

describe("any names", () => {
  test("are read as they are written", () => {
    fc.assert(
      fc.property(account, word, word, word, word, (id, user, service, action, key) => {
        const principal = `arn:aws:iam::${id}:user/${user}`;
        const name = `${service.replace(/[._]/g, "").toLowerCase()}:${action.replace(/[.-]/g, "")}`;
        const resource = `arn:aws:x:eu-north-1:${id}:thing/${key}`;
        const reading = read(
          `User: ${principal} is not authorized to perform: ${name} on resource: ${resource} because no identity-based policy allows the ${name} action`,
        );
        assert.deepEqual([reading.principalArn, reading.action, reading.resource], [principal, name, resource]);
        assert.deepEqual([reading.denyType, reading.policyType, reading.account], ["implicit", "identity", id]);
      }),
      searching(100),
    );
  });
  test("whatever stands before and behind a message on other lines changes nothing of its words", () => {
    const noise = fc.array(
      fc.constantFrom(
        "INFO started",
        "{",
        "}",
        "│",
        "user: bob",
        "[x] 12%",
        "```",
        "at a.b(c.js:1)",
        "",
        "$ aws kms sign",
        "> note",
        "arn:aws:s3:::other",
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        const reading = read([...before, "", MESSAGE, "", ...after].join("\n"));
        assert.deepEqual(said(reading), SAYS);
      }),
      searching(100),
    );
  });
});
