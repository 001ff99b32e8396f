import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readCaller } from "../../server/src/policy/caller.ts";
import {
  callerNames,
  isSurelySpared,
  lackingToSpare,
  matchPrincipal,
  type PrincipalMatch,
  principalPattern,
} from "../../server/src/policy/principal-match.ts";
import { type HoleFacts } from "../../server/src/syntax/value.ts";
import { policyOf } from "../support/evaluation.ts";

const USER = "arn:aws:iam::111111111111:user/team/ann";
const ROLE = "arn:aws:iam::111111111111:role/app/dev";
const SESSION = "arn:aws:sts::111111111111:assumed-role/dev/s1";
const FEDERATED = "arn:aws:sts::111111111111:federated-user/ann";
const ROOT = "arn:aws:iam::111111111111:root";

describe("callers by their text", () => {
  for (const [text, kind] of [
    ["*", "anonymous"],
    [USER, "user"],
    [ROLE, "role"],
    [SESSION, "session"],
    [FEDERATED, "federated-user"],
    [ROOT, "root"],
    ["lambda.amazonaws.com", "service"],
    ["ec2.amazonaws.com.cn", "service"],
    ["accounts.google.com", "provider"],
    ["cognito-identity.amazonaws.com", "provider"],
    ["token.actions.githubusercontent.com", "provider"],
    ["arn:aws:iam::111111111111:oidc-provider/example.org", "provider"],
    ["arn:aws:iam::111111111111:saml-provider/idp", "provider"],
    ["0123456789abcdef".repeat(4), "canonical-user"],
    ["arn:aws:iam::111111111111:group/g", "other"],
    ["nobody", "other"],
  ] as const) {
    test(`${text} is ${kind}`, () => assert.equal(readCaller(text).kind, kind));
  }

  test("a service-linked role shows by its path, its session by its name", () => {
    for (const text of [
      "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
      "arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForX/s",
    ]) {
      const caller = readCaller(text);
      assert.ok("serviceLinked" in caller && caller.serviceLinked);
    }
  });
});

describe("a Principal names a caller", () => {
  const match = (principal: unknown, caller: string): ReturnType<typeof matchPrincipal> => {
    const statement = policyOf({ Effect: "Allow", Principal: principal, Action: "*", Resource: "*" }).statements[0]!;
    return matchPrincipal(principalPattern(statement.principal!), callerNames(readCaller(caller)));
  };

  for (const [principal, caller, kind] of [
    ["*", USER, "everyone"],
    ["*", "*", "everyone"],
    [{ AWS: "*" }, "*", "everyone"],
    [{ AWS: "*" }, "lambda.amazonaws.com", "everyone"],
    [{ Service: "*" }, USER, undefined],
    [{ AWS: "arn:aws:iam::111111111111:group/g" }, USER, undefined],
    [{ AWS: "111111111111" }, USER, "account"],
    [{ AWS: "111111111111" }, SESSION, "account"],
    [{ AWS: ROOT }, ROLE, "account"],
    [{ AWS: ROOT }, ROOT, "account"],
    [{ AWS: "222222222222" }, USER, undefined],
    [{ AWS: USER }, USER, "direct"],
    [{ AWS: USER.toUpperCase() }, USER, undefined],
    [{ AWS: "arn:aws:iam::111111111111:user/*" }, USER, undefined],
    [{ AWS: ROLE }, ROLE, "direct"],
    [{ AWS: ROLE }, SESSION, "role-of-session"],
    [{ AWS: "arn:aws:iam::111111111111:role/dev" }, SESSION, "role-of-session"],
    [{ AWS: "arn:aws:iam::111111111111:role/DEV" }, SESSION, undefined],
    [{ AWS: "arn:aws:iam::222222222222:role/dev" }, SESSION, undefined],
    [{ AWS: "arn:aws-cn:iam::111111111111:role/dev" }, SESSION, undefined],
    [{ AWS: "arn:aws:iam::111111111111:role/other" }, SESSION, undefined],
    [{ AWS: SESSION }, SESSION, "direct"],
    [{ AWS: SESSION }, ROLE, undefined],
    [{ AWS: "arn:aws:sts::111111111111:assumed-role/dev/s2" }, SESSION, undefined],
    [{ AWS: FEDERATED }, FEDERATED, "direct"],
    [{ AWS: "arn:aws:iam::111111111111:user/ann" }, FEDERATED, "user-of-session"],
    [{ AWS: USER }, FEDERATED, undefined],
    [{ Service: "lambda.amazonaws.com" }, "lambda.amazonaws.com", "direct"],
    [{ Service: ["sns.amazonaws.com", "ec2.amazonaws.com"] }, "lambda.amazonaws.com", undefined],
    [{ AWS: "lambda.amazonaws.com" }, "lambda.amazonaws.com", undefined],
    [{ Federated: "accounts.google.com" }, "accounts.google.com", "direct"],
    [{ Federated: "accounts.google.com" }, "graph.facebook.com", undefined],
    [{ CanonicalUser: "ab".repeat(32) }, "ab".repeat(32), "direct"],
    [{ Unheard: USER }, USER, undefined],
    [{ AWS: [ROOT, USER] }, USER, "direct"],
    [{ AWS: ["222222222222", ROOT, ROLE] }, SESSION, "role-of-session"],
    [{ AWS: [USER, "*"] }, USER, "everyone"],
    ["arn:aws:iam::111111111111:root", USER, undefined],
    [42, USER, undefined],
    [null, USER, undefined],
  ] as const) {
    test(`${JSON.stringify(principal)}, ${caller}: ${kind ?? "no"}`, () => {
      const found = match(principal, caller);
      assert.equal(found.surely, kind);
      assert.equal(found.possibly, kind);
    });
  }

  test("perhaps, by a unique id that may stand for it", () => {
    assert.deepEqual(
      [USER, ROLE, SESSION, ROOT, "*"].map((caller) => match({ AWS: "AIDAJQABLZS4A3QDU576Q" }, caller).possibly),
      ["direct", "direct", "direct", undefined, undefined],
    );
  });

  test("perhaps, by the * of another type than AWS", () => {
    for (const [type, caller] of [
      ["Service", "lambda.amazonaws.com"],
      ["Federated", "accounts.google.com"],
      ["CanonicalUser", "ab".repeat(32)],
    ] as const) {
      const found = match({ [type]: "*" }, caller);
      assert.deepEqual([found.surely, found.possibly], [undefined, "direct"]);
    }
  });

  test("perhaps, by an element or entry that the file does not settle", () => {
    assert.equal(match({ Ref: "Principal" }, USER).possibly, "everyone");
    const open = match({ AWS: [ROOT, { Ref: "Role" }] }, USER);
    assert.deepEqual([open.surely, open.possibly], ["account", "everyone"]);
  });

  describe("perhaps, by a text of which the file does not settle all", () => {
    for (const [type, text, caller, kind] of [
      ["AWS", "arn:‹partition›:iam::‹account›:root", USER, "account"],
      ["AWS", "arn:‹partition›:iam::‹account›:user/bob", USER, undefined],
      ["AWS", "arn:‹partition›:iam::‹account›:‹any›", USER, "direct"],
      ["AWS", "arn:‹partition›:iam::‹account›:role/‹name›", SESSION, "role-of-session"],
      ["AWS", "arn:‹partition›:iam::‹account›:role/‹name›", USER, undefined],
      ["AWS", "arn:aws:iam::222222222222:role/‹any›", SESSION, undefined],
      ["AWS", "‹account›", USER, "account"],
      ["AWS", "‹any›", USER, "everyone"],
      ["Service", "‹any›", USER, undefined],
      ["Service", "ec2.‹name›", "ec2.amazonaws.com", "direct"],
      ["Service", "ec2.‹name›", "sns.amazonaws.com", undefined],
    ] as const) {
      test(`${type} ${text}, ${caller}: ${kind ?? "no"}`, () => {
        const found = matchOpen(type, text, caller);
        assert.deepEqual([found.surely, found.possibly], [undefined, kind]);
      });
    }
  });
});

const FACTS: Readonly<Record<string, HoleFacts>> = {
  partition: { stands: "partition" },
  account: { stands: "account" },
  name: { isName: true },
};

/** Between ‹ and › is what the file does not settle. */
function matchOpen(type: string, text: string, caller: string): PrincipalMatch {
  const element = policyOf({ Statement: { Principal: { [type]: text } } }).statements[0]?.principal;
  assert.ok(element?.form === "typed");
  const holes = Array.from(text.matchAll(/‹(\w+)›/g), ({ 0: mark, 1: name = "", index }) => ({
    ...FACTS[name],
    start: index,
    end: index + mark.length,
  }));
  const types = element.types.map((one) => ({ ...one, entries: one.entries.map((entry) => ({ ...entry, holes })) }));
  return matchPrincipal(principalPattern({ ...element, types }), callerNames(readCaller(caller)));
}

describe("what a NotPrincipal lacks that lists a caller", () => {
  const own = [USER, ROLE, SESSION];
  const listed = [USER, ROLE, SESSION, ROOT, "111111111111"];
  const subsets = listed.reduce<readonly (readonly string[])[]>(
    (all, one) => [...all, ...all.map((some) => [...some, one])],
    [[]],
  );
  const patternOf = (entries: readonly string[]): ReturnType<typeof principalPattern> => {
    const element = { Effect: "Deny", NotPrincipal: { AWS: entries }, Action: "*", Resource: "*" };
    return principalPattern(policyOf(element).statements[0]!.notPrincipal!);
  };

  for (const caller of own) {
    test(`is nothing exactly where ${caller} is surely spared, and spares it once it is added`, () => {
      const names = callerNames(readCaller(caller));
      for (const entries of subsets) {
        const lacks = lackingToSpare(patternOf(entries), names);
        const isSpared = isSurelySpared(patternOf(entries), names);
        assert.equal(lacks?.length === 0, isSpared, entries.join(" "));
        if (lacks !== undefined) assert.ok(isSurelySpared(patternOf([...entries, ...lacks]), names), entries.join(" "));
      }
    });
  }
});
