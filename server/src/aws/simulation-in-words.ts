/** What the simulator said beside what the files say, as a text for people. */
import { type Comparison, type OwnDecision, REGION_NOT_SENT } from "./compare-decisions.ts";
import { isRegionSent } from "./request-context.ts";
import { type MatchedStatement, NOT_SIMULATED, type SimulatedRequest, type Simulation } from "./simulate.ts";

const DECISIONS: Readonly<Record<Simulation["decision"], string>> = {
  allowed: "allows",
  explicitDeny: "denies, by a Deny,",
  implicitDeny: "denies, for want of an Allow,",
};

export function simulationSentence(
  { decision, principal: found }: Simulation,
  { action, resource, principal }: Pick<SimulatedRequest, "action" | "resource"> & { readonly principal?: string },
): string {
  const who = principal === undefined ? "" : ` for ${found ?? principal}`;
  return `AWS's simulator ${DECISIONS[decision]} ${action} on ${resource}${who}.`;
}

export const NOT_THE_VERDICT = `The simulator does not see ${NOT_SIMULATED.join(", ")}. What AWS said in a real denial counts more.`;

export interface ComparedSimulation {
  readonly request: SimulatedRequest;
  readonly simulation: Simulation;
  readonly own: OwnDecision;
  readonly comparison: Comparison;
}

/** Headings are underlined, as in the other answers. */
export function simulationText({ request, simulation, own, comparison }: ComparedSimulation): string {
  const { sentence, reasons } = comparison;
  return [
    ...heading("What AWS's simulator says", "="),
    simulationSentence(simulation, request),
    sentence,
    ...reasons.map((reason) => `- ${reason}`),
    "",
    ...heading("Side by side", "-"),
    ...table([["", "the files", "the simulator"], ...own.layers.map((layer) => rowOf(layer, simulation))]),
    "",
    ...heading("Statements that decided at AWS", "-"),
    ...(simulation.matched.length === 0 ? ["none"] : simulation.matched.map(matchedInWords)),
    "",
    ...heading("What was asked", "-"),
    ...table([
      ["principal", simulation.principal ?? request.principal],
      ["action", request.action],
      ["resource", request.resource],
      ...request.context.map(({ key, values }) => [key, values.join(", ")]),
    ]),
    "",
    ...(isRegionSent(request.context) || reasons.includes(REGION_NOT_SENT) ? [] : [REGION_NOT_SENT]),
    NOT_THE_VERDICT,
    "",
  ].join("\n");
}

/** `read-only (IAM Policy), line 4`. */
export function matchedInWords({ policy, kind, line }: MatchedStatement): string {
  return `${policy} (${kind})${line === undefined ? "" : `, line ${line}`}`;
}

const LAYERS: Readonly<Record<string, string>> = {
  identity: "identity-based policies",
  boundary: "permissions boundary",
  session: "session policy",
  scp: "SCPs",
  rcp: "RCPs",
  "vpc-endpoint": "VPC endpoint policy",
  resource: "resource's own policy",
  "key-policy": "key policy",
  trust: "trust policy",
};

const VERDICTS: Readonly<Record<string, string>> = {
  allow: "allow",
  "explicit-deny": "deny, by a Deny",
  "implicit-deny": "have no Allow",
  unknown: "do not decide it",
  "not-applicable": "not in play",
};

function rowOf({ layer, verdict }: OwnDecision["layers"][number], simulation: Simulation): readonly string[] {
  return [LAYERS[layer] ?? layer, VERDICTS[verdict] ?? verdict, simulatedLayer(layer, simulation)];
}

function simulatedLayer(layer: string, { allowedByOrganization, allowedByBoundary, decision }: Simulation): string {
  const allowed = (is: boolean | undefined): string =>
    is === undefined ? "says nothing of them" : is ? "allow" : "do not allow";
  switch (layer) {
    case "identity":
      return decision === "allowed" ? "allow" : "part of its decision";
    case "scp":
      return allowed(allowedByOrganization);
    case "boundary":
      return allowed(allowedByBoundary);
    default:
      return "not seen";
  }
}

function heading(text: string, line: string): readonly string[] {
  return [text, line.repeat(text.length)];
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
