/**
 * What the ARN of a resource tells of variables: a bucket that a module calls `${var.name}` is `orders` only in the call that
 * gives it that name, and the bucket's own policy has whatever else this call gives.
 */
import { readArn } from "../policy/arn.ts";
import { type FilledText, patternOf } from "../syntax/filled-text.ts";
import { type Hole } from "../syntax/value.ts";
import { isOfDeclared } from "./declared-attachments.ts";
import { givenByMakers } from "./filled-names.ts";
import { type WorkspacePolicies } from "./workspace.ts";

/** `resource`: the ARN that was asked for, if that is known. */
export function variablesOfResource(
  resource: string | undefined,
  { given, filledNames }: Pick<WorkspacePolicies, "given" | "filledNames">,
): ReadonlyMap<string, string> {
  const asked = resource === undefined ? undefined : readArn(resource);
  if (resource === undefined || asked === undefined || given.length === 0) return new Map();
  const isIt = (arn: string): boolean => isOfDeclared({ resources: [arn] }, resource);
  // Each is asked for with what each call gives: of thousands few may be it.
  const texts = filledNames.flatMap(({ filledArn: arn }) => (arn !== undefined && isIt(patternOf(arn)) ? [arn] : []));
  const { partition, account } = asked;
  const is = (text: FilledText, textOf: (hole: Hole) => string | undefined): boolean => {
    const arn = arnWith(text, textOf);
    return arn !== undefined && isIt(arn);
  };
  return givenByMakers({ partition, account: account === "" ? undefined : account, texts, is }, given);
}

/** What stands behind the account is what the resource is called. */
const COLONS = 5;

/** With `*` for where it is deployed; undefined where more of it is not known. */
function arnWith({ text, holes }: FilledText, textOf: (hole: Hole) => string | undefined): string | undefined {
  let arn = "";
  let colons = 0;
  let at = 0;
  for (const hole of holes) {
    const before = text.slice(at, hole.start);
    colons += before.split(":").length - 1;
    const known = colons < COLONS ? "*" : textOf(hole);
    if (known === undefined) return undefined;
    arn += before + known;
    at = hole.end;
  }
  return arn + text.slice(at);
}
