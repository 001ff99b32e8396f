/**
 * AWS's simulator beside what the files say: whether they agree, and where they do not, why, as far as it follows from
 * what was sent. A real denial counts more than both.
 */
import { REQUESTED_REGION } from "./request-context.ts";
import { type Simulation } from "./simulate.ts";

/** What the files say of the request without the message, and what AWS said in it. */
export interface OwnDecision {
  readonly allowed: "yes" | "no" | "unknown";
  readonly layers: readonly { readonly layer: string; readonly verdict: string }[];
  readonly denied: { readonly layer: string | undefined; readonly type: "explicit" | "implicit" | undefined };
}

export interface SentRequest {
  /** The message is about a session, and the simulator was asked about its role. */
  readonly isSession: boolean;
  /** Otherwise nothing says in which Region the request was. */
  readonly isRegionSent: boolean;
}

export interface Comparison {
  readonly agreement: "same" | "different" | "unknown";
  readonly sentence: string;
  /** Sentences, the most likely reason first; empty where both say the same. */
  readonly reasons: readonly string[];
}

export function compareDecisions(own: OwnDecision, simulation: Simulation, sent: SentRequest): Comparison {
  const isAllowed = simulation.decision === "allowed";
  const agreement =
    own.allowed === "unknown" ? "unknown" : (own.allowed === "yes") === isAllowed ? "same" : "different";
  const said = isAllowed ? "allows" : "denies";
  return {
    agreement,
    sentence: SENTENCES[agreement](said),
    reasons: [
      ...(isAllowed ? againstMessage(own, sent) : []),
      ...(agreement === "different"
        ? isAllowed
          ? ofOwnDeny(own, sent.isSession)
          : ofSimulatedDeny(own, simulation)
        : []),
      ...(agreement === "unknown" ? [...ofDeployed(own, simulation), ...ofUnknown(own)] : []),
      ...(agreement === "same" ? [] : ofMissingKeys(simulation, sent)),
    ].filter((reason, at, all) => all.indexOf(reason) === at),
  };
}

const SENTENCES: Readonly<Record<Comparison["agreement"], (said: string) => string>> = {
  same: (said) => `The files and AWS's simulator agree: each ${said} the request.`,
  different: (said) =>
    `The files and AWS's simulator differ: the simulator ${said} the request, and the files ${said === "allows" ? "deny" : "allow"} it.`,
  unknown: (said) => `The files alone do not decide the request; AWS's simulator ${said} it.`,
};

/** Layers that the simulator does not see, or does not see unless it is given them. */
const UNSEEN: ReadonlyMap<string, string> = new Map([
  ["session", "a session policy, which the simulator does not see"],
  ["rcp", "an RCP, which the simulator does not evaluate"],
  ["vpc-endpoint", "a VPC endpoint policy, which the simulator does not evaluate"],
  ["resource", "the resource's own policy, which was not sent to the simulator"],
  ["key-policy", "the key policy, which was not sent to the simulator"],
  ["trust", "the role's trust policy, which was not sent to the simulator"],
]);

/** The simulator reads these from AWS, as they are attached now. */
const DEPLOYED: ReadonlyMap<string, string> = new Map([
  ["identity", "the identity-based policies"],
  ["boundary", "the permissions boundary"],
  ["scp", "the SCPs"],
]);

function againstMessage({ denied }: OwnDecision, { isSession }: SentRequest): readonly string[] {
  const unseen = denied.layer === undefined ? undefined : UNSEEN.get(denied.layer);
  if (unseen !== undefined) return [`AWS's message blames ${unseen}: the message stands.`];
  const isOfRole = isSession && denied.layer === undefined;
  return isOfRole
    ? ["The message is about a session, and the simulator was asked about its role: a session policy may deny it."]
    : [];
}

function ofOwnDeny({ layers }: OwnDecision, isSession: boolean): readonly string[] {
  const denying = layers.filter(({ verdict }) => verdict === "explicit-deny" || verdict === "implicit-deny");
  return denying.flatMap(({ layer, verdict }) => {
    const how = verdict === "explicit-deny" ? "a Deny" : "no Allow";
    const unseen = UNSEEN.get(layer);
    if (unseen !== undefined)
      return [`The files have ${how} in ${layer === "session" && !isSession ? "a session policy" : unseen}.`];
    const deployed = DEPLOYED.get(layer);
    return deployed === undefined
      ? []
      : [
          `The files have ${how} in ${deployed}, and the simulator reads those that AWS has now. Fetch them: the files may be old, or not deployed yet.`,
        ];
  });
}

/** Of layers that both see, though the files as a whole decide nothing. */
function ofDeployed(own: OwnDecision, simulation: Simulation): readonly string[] {
  const layers = own.layers.filter(({ layer }) => DEPLOYED.has(layer));
  return simulation.decision === "allowed" ? ofOwnDeny({ ...own, layers }, false) : ofControls(simulation);
}

function ofControls({ allowedByOrganization, allowedByBoundary }: Simulation): readonly string[] {
  return [
    ...(allowedByOrganization === false
      ? ["The SCPs that AWS has now do not allow it. Fetch them with the policies above the account."]
      : []),
    ...(allowedByBoundary === false ? ["The permissions boundary that AWS has now does not allow it. Fetch it."] : []),
  ];
}

function ofSimulatedDeny({ layers }: OwnDecision, simulation: Simulation): readonly string[] {
  const { allowedByOrganization, allowedByBoundary, decision, matched } = simulation;
  const isByResource = layers.some(({ layer, verdict }) => layer === "resource" && verdict === "allow");
  return [
    ...ofControls(simulation),
    ...(decision === "implicitDeny" && isByResource
      ? ["The files allow it by the resource's own policy, which was not sent to the simulator."]
      : []),
    ...(decision === "explicitDeny" && matched.length > 0
      ? [
          `The simulator found a Deny in ${matched.map(({ policy }) => policy).join(", ")}. Fetch the policies: the files may lack it.`,
        ]
      : []),
    ...(decision === "implicitDeny" && allowedByOrganization !== false && allowedByBoundary !== false && !isByResource
      ? ["The Allow of the files is not attached in AWS as it stands here. Fetch the policies, or deploy the files."]
      : []),
  ];
}

function ofUnknown({ layers }: OwnDecision): readonly string[] {
  const open = layers.filter(({ verdict }) => verdict === "unknown").map(({ layer }) => layer);
  const unseen = open.filter((layer) => UNSEEN.has(layer));
  return unseen.length === 0
    ? []
    : [
        `Of what the files leave open, the simulator did not see ${unseen.map((layer) => UNSEEN_NAMES[layer] ?? layer).join(", ")}.`,
      ];
}

const UNSEEN_NAMES: Readonly<Record<string, string>> = {
  session: "session policies",
  rcp: "RCPs",
  "vpc-endpoint": "VPC endpoint policies",
  resource: "the resource's own policy",
  "key-policy": "the key policy",
  trust: "the trust policy",
};

function ofMissingKeys({ missingKeys }: Simulation, { isRegionSent }: SentRequest): readonly string[] {
  const isRegionMissed = missingKeys.some((key) => key.toLowerCase() === REQUESTED_REGION.toLowerCase());
  return [
    ...(missingKeys.length === 0
      ? []
      : [
          `The policies that AWS has ask for keys that were not sent and counted as absent: ${missingKeys.join(", ")}. Add them as facts, then ask again.`,
        ]),
    ...(isRegionSent || isRegionMissed ? [] : [REGION_NOT_SENT]),
  ];
}

/** Of a key that an SCP asks for AWS does not say that it was missing. Source: aws/aws-cli, issue 10525. */
export const REGION_NOT_SENT = `Nothing names the Region of the request, so ${REQUESTED_REGION} was not sent and counted as absent: a policy that asks for it may decide otherwise. Add it as a fact (--context on the command line), then ask again.`;
