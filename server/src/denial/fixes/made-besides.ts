/** What a loop makes of a name besides what is asked for: a bucket with its objects, or a table of the same name. */
import { type TracedPolicy } from "../near-misses.ts";
import { type FixRisk } from "./fix-risk.ts";
import { type FixScene } from "./proposal.ts";
import { type MadeItem } from "./question.ts";
import { actsOn } from "./reach.ts";

/** Without what no action of the statement acts on. */
export function alsoMade(
  { besides = [] }: MadeItem,
  of: TracedPolicy | undefined,
  scene: FixScene,
): readonly Extract<FixRisk, { risk: "made-besides" }>[] {
  const statement = of && { policy: of.policy.policy, statement: of.trace.statement };
  const resources = besides.filter((one) => statement === undefined || actsOn(statement, one, scene));
  return resources.length === 0 ? [] : [{ risk: "made-besides", resources }];
}

/** A bucket and what is in it; a table and its indexes. */
export function isOfOneThing(made: string, wanted: string): boolean {
  const [thing = made] = made.split("/*");
  return wanted === thing || wanted.startsWith(`${thing}/`) || thing.startsWith(`${wanted}/`);
}
