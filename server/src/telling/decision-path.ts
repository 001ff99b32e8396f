/** The layers as a path that a request takes, in the order in which the picture of it is drawn. */
import { type Layer } from "../evaluation/decision.ts";
import { layerName } from "../wording/layer.ts";
import { type Phrase, say } from "../wording/phrase.ts";
import { type LayerView } from "../denial/explanation.ts";

export const PATH_STATES = ["passed", "blocked", "unknown", "not-in-play"] as const;
export type PathState = (typeof PATH_STATES)[number];

export interface PathStep {
  readonly layer: Layer;
  readonly state: PathState;
  /** Short: it stands below a mark. */
  readonly label: string;
  /** The state in words, so that nobody has to tell it from a mark or a color. */
  readonly stateInWords: string;
  /** What the state rests on; empty where that is the files alone. */
  readonly detail: Phrase;
  readonly files: readonly string[];
}

/** Guardrails of the organization first, then the resource's side, the network, and the caller's side. */
const ORDER: readonly (readonly Layer[])[] = [
  ["scp"],
  ["rcp"],
  // A key's and a role's own policy stand in the place of other resource policies.
  ["key-policy", "trust", "resource"],
  ["vpc-endpoint"],
  ["identity"],
  ["boundary"],
  ["session"],
];

/** One step for each place of the path; empty where nothing was evaluated. */
export function decisionPath(layers: readonly LayerView[]): readonly PathStep[] {
  return ORDER.flatMap((alternatives) => {
    const views = alternatives.flatMap((layer) => layers.find((one) => one.layer === layer) ?? []);
    const view = views.find((one) => one.verdict !== "not-applicable") ?? views.at(-1);
    return view === undefined ? [] : [stepOf(view)];
  });
}

function stepOf({ layer, verdict, basis, files, callerHasNone, hasUnbound, isIncomplete }: LayerView): PathStep {
  const state = STATES[verdict];
  const base = { layer, state, label: LABELS[layer], stateInWords: STATE_WORDS[state], files };
  if (basis === "none") {
    const none = hasUnbound === true ? say`no file known to apply` : say`no file here`;
    return { ...base, detail: callerHasNone === true ? say`not for this caller` : none };
  }
  if (isIncomplete === true) return { ...base, detail: say`one of its policies is not in any file here` };
  const rests = basis === "message" ? "AWS says so" : basis === "candidates" ? "if attached" : undefined;
  const details = [REASONS[verdict], rests].filter((one) => one !== undefined);
  return { ...base, detail: details.length === 0 ? [] : say`${details.join(", ")}` };
}

const REASONS: Readonly<Record<LayerView["verdict"], string | undefined>> = {
  allow: undefined,
  "explicit-deny": "by a Deny",
  "implicit-deny": "no Allow",
  unknown: "depends on missing facts",
  "not-applicable": "does not apply",
  "leaves-it": "leaves it to the caller's policies",
};

const STATES: Readonly<Record<LayerView["verdict"], PathState>> = {
  allow: "passed",
  "explicit-deny": "blocked",
  "implicit-deny": "blocked",
  unknown: "unknown",
  "not-applicable": "not-in-play",
  "leaves-it": "passed",
};

const STATE_WORDS: Readonly<Record<PathState, string>> = {
  passed: "passed",
  blocked: "blocked",
  unknown: "unknown",
  "not-in-play": "not in play",
};

const LABELS: Readonly<Record<Layer, string>> = {
  scp: "SCP",
  rcp: "RCP",
  resource: "Resource policy",
  "key-policy": "Key policy",
  trust: "Trust policy",
  "vpc-endpoint": "VPC endpoint",
  identity: "Identity policy",
  boundary: "Boundary",
  session: "Session policy",
};

/** The whole path as one sentence, for those who cannot see the picture. */
export function pathInWords(steps: readonly PathStep[]): string {
  const blocked = steps.filter(({ state }) => state === "blocked").map(({ layer }) => layerName(layer));
  return blocked.length === 0
    ? "No layer is known to block the request."
    : `The request is blocked at the ${blocked.join(" and the ")}.`;
}
