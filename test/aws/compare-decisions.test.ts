/** What is said where AWS's simulator and the files agree, and where they do not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compareDecisions, type OwnDecision, type Simulation } from "../../server/src/aws/index.ts";

const LAYERS = ["identity", "boundary", "scp", "rcp", "session", "vpc-endpoint", "resource", "key-policy", "trust"];
const own = (
  allowed: OwnDecision["allowed"],
  layers: Readonly<Record<string, string>>,
  blamed?: string,
): OwnDecision => ({
  allowed,
  layers: Object.entries(layers).map(([layer, verdict]) => ({ layer, verdict })),
  denied: { layer: blamed, type: blamed === undefined ? undefined : "implicit" },
});
const simulated = (decision: Simulation["decision"], more: Partial<Simulation> = {}): Simulation => ({
  ...{
    decision,
    matched: [],
    missingKeys: [],
    allowedByOrganization: undefined,
    allowedByBoundary: undefined,
    ...more,
  },
});
const role = { isSession: false, isRegionSent: true };
const session = { isSession: true, isRegionSent: true };

interface Case {
  readonly name: string;
  readonly own: OwnDecision;
  readonly simulated: Simulation;
  readonly sent?: typeof session;
  readonly agreement: string;
  readonly reasons: readonly RegExp[];
}

const CASES: readonly Case[] = [
  {
    name: "both allow",
    own: own("yes", { identity: "allow" }),
    simulated: simulated("allowed"),
    agreement: "same",
    reasons: [],
  },
  {
    name: "both deny, whatever was missing",
    own: own("no", { identity: "implicit-deny" }),
    simulated: simulated("implicitDeny", { missingKeys: ["aws:SourceIp"] }),
    agreement: "same",
    reasons: [],
  },
  {
    name: "a message that blames what the simulator does not see stands, also where the files allow",
    own: own("yes", { identity: "allow" }, "rcp"),
    simulated: simulated("allowed"),
    agreement: "same",
    reasons: [/blames an RCP, which the simulator does not evaluate: the message stands\./],
  },
  {
    name: "a session whose message blames nothing",
    own: own("no", { identity: "implicit-deny" }),
    simulated: simulated("allowed"),
    sent: session,
    agreement: "different",
    reasons: [/asked about its role: a session policy may deny it/, /no Allow in the identity-based policies/],
  },
  {
    name: "a Deny of the files that AWS does not have",
    own: own("no", { scp: "explicit-deny", identity: "allow" }),
    simulated: simulated("allowed"),
    agreement: "different",
    reasons: [/a Deny in the SCPs, and the simulator reads those that AWS has now\. Fetch them/],
  },
  {
    name: "a key that was not sent",
    own: own("no", { resource: "explicit-deny" }),
    simulated: simulated("allowed", { missingKeys: ["aws:SourceVpce"] }),
    agreement: "different",
    reasons: [/the resource's own policy, which was not sent/, /counted as absent: aws:SourceVpce\. Add them as facts/],
  },
  {
    name: "SCPs in force deny",
    own: own("yes", { identity: "allow" }),
    simulated: simulated("implicitDeny", { allowedByOrganization: false }),
    agreement: "different",
    reasons: [/The SCPs that AWS has now do not allow it/],
  },
  {
    name: "the boundary in force denies",
    own: own("yes", { identity: "allow" }),
    simulated: simulated("implicitDeny", { allowedByBoundary: false }),
    agreement: "different",
    reasons: [/The permissions boundary that AWS has now does not allow it/],
  },
  {
    name: "allowed by the resource's policy, which was not sent",
    own: own("yes", { identity: "implicit-deny", resource: "allow" }),
    simulated: simulated("implicitDeny"),
    agreement: "different",
    reasons: [/by the resource's own policy, which was not sent/],
  },
  {
    name: "a Deny that the files lack",
    own: own("yes", { identity: "allow" }),
    simulated: simulated("explicitDeny", { matched: [{ policy: "guard", kind: "IAM Policy", line: 3 }] }),
    agreement: "different",
    reasons: [/found a Deny in guard\. Fetch/],
  },
  {
    name: "an Allow that is not deployed",
    own: own("yes", { identity: "allow" }),
    simulated: simulated("implicitDeny"),
    agreement: "different",
    reasons: [/is not attached in AWS as it stands here/],
  },
  {
    name: "files that do not decide",
    own: own("unknown", { identity: "allow", "key-policy": "unknown" }),
    simulated: simulated("allowed"),
    agreement: "unknown",
    reasons: [/the simulator did not see the key policy\./],
  },
  {
    name: "files that do not decide, and whose identity-based policies have no Allow",
    own: own("unknown", { identity: "implicit-deny", "key-policy": "unknown" }),
    simulated: simulated("allowed"),
    agreement: "unknown",
    reasons: [/no Allow in the identity-based policies, and the simulator reads/, /did not see the key policy\./],
  },
  {
    name: "files that do not decide, and SCPs in force that deny",
    own: own("unknown", { identity: "unknown" }),
    simulated: simulated("implicitDeny", { allowedByOrganization: false }),
    agreement: "unknown",
    reasons: [/The SCPs that AWS has now do not allow it/],
  },
];

const REGIONLESS: readonly Case[] = [
  {
    name: "a Region that nobody named, where both say the same",
    own: own("no", { identity: "implicit-deny" }),
    simulated: simulated("implicitDeny"),
    agreement: "same",
    reasons: [],
  },
  {
    name: "a Region that nobody named may be the reason of a difference",
    own: own("yes", { identity: "allow" }),
    simulated: simulated("explicitDeny", { allowedByOrganization: false }),
    agreement: "different",
    reasons: [
      /The SCPs that AWS has now/,
      /^Nothing names the Region of the request, so aws:RequestedRegion was not sent/,
    ],
  },
  {
    name: "a Region that nobody named, and that AWS itself misses, is said once",
    own: own("unknown", { identity: "unknown" }),
    simulated: simulated("explicitDeny", { missingKeys: ["aws:requestedRegion"] }),
    agreement: "unknown",
    reasons: [/counted as absent: aws:requestedRegion\. Add them as facts/],
  },
].map((one) => ({ ...one, sent: { isSession: false, isRegionSent: false } }) as const);

for (const { name, own: files, simulated: simulation, sent = role, agreement, reasons } of [...CASES, ...REGIONLESS]) {
  test(`files and simulator: ${name}`, () => {
    const found = compareDecisions(files, simulation, sent);
    assert.equal(found.agreement, agreement);
    assert.equal(found.reasons.length, reasons.length, found.reasons.join("\n"));
    reasons.forEach((reason, at) => {
      assert.match(found.reasons[at] ?? "", reason);
    });
  });
}

test("every difference has a reason, and nothing that was not seen is blamed on what AWS has", () => {
  for (const layer of LAYERS) {
    for (const verdict of ["explicit-deny", "implicit-deny"]) {
      const { agreement, reasons } = compareDecisions(own("no", { [layer]: verdict }), simulated("allowed"), role);
      assert.equal(agreement, "different");
      assert.ok(reasons.length > 0, `${layer} ${verdict}`);
      assert.equal(/AWS has now/.test(reasons.join(" ")), ["identity", "boundary", "scp"].includes(layer), layer);
    }
  }
  for (const decision of ["explicitDeny", "implicitDeny"] as const) {
    const matched = [{ policy: "p", kind: "IAM Policy", line: undefined }];
    assert.ok(
      compareDecisions(own("yes", { identity: "allow" }), simulated(decision, { matched }), role).reasons.length > 0,
    );
  }
});
