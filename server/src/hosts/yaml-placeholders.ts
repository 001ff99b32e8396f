/**
 * What the Serverless Framework fills in, beside what any tool does. Source: "Variables" of the Serverless Framework's
 * documentation, which names the sources of variables.
 */
import { type Hole, type HoleFacts } from "../syntax/value.ts";
import { placeholdersIn, placeholdersInName } from "./placeholders.ts";

/** `${self:custom.bucket}` looks as a policy variable does, and so do `${aws:region}` and `${aws:accountId}`. */
const VARIABLE =
  /^\$\{\s*(?:(?:self|opt|env|ssm|cf|s3|param|sls|output|git|strToBool|file|vault|doppler|terraform)\b|aws:(?:region|accountId)\b)/;

export function holesIn(text: string): readonly Hole[] {
  if (!text.includes("${")) return withPseudoParameters(placeholdersIn(text), text);
  const open = placeholdersInName(text);
  const others = withPseudoParameters(placeholdersIn(text), text);
  const own = open.filter(({ start }) => VARIABLE.test(text.slice(start, start + LONGEST_SOURCE)));
  if (own.length === 0) return others;
  const variables = own.map(({ start, end }) => {
    const whole = endOfVariable(text, start) ?? end;
    return { ...DEPLOYED.get(text.slice(start, whole).replaceAll(" ", "")), start, end: whole };
  });
  const rest = others.filter(({ start }) => !variables.some((one) => one.start <= start && start < one.end));
  return outermost([...variables, ...rest]);
}

/** Source: the plugin `serverless-pseudo-parameters`, on `#{AWS::AccountId}`. */
function withPseudoParameters(holes: readonly Hole[], text: string): readonly Hole[] {
  if (!text.includes("#{AWS::")) return holes;
  return holes.map((hole) => ({ ...hole, ...DEPLOYED.get(text.slice(hole.start, hole.end)) }));
}

/** `--region` comes before what the file has, and both say where the service is deployed. */
const DEPLOYED: ReadonlyMap<string, HoleFacts> = new Map<string, HoleFacts>([
  ["${aws:region}", { stands: "region" }],
  ["${self:provider.region}", { stands: "region" }],
  ["${opt:region,self:provider.region}", { stands: "region" }],
  ["${aws:accountId}", { stands: "account" }],
  ["#{AWS::Region}", { stands: "region" }],
  ["#{AWS::AccountId}", { stands: "account" }],
  ["#{AWS::Partition}", { stands: "partition" }],
]);

export function holesInName(name: string): readonly Hole[] {
  return /^[A-Za-z]+$/.test(name) ? NONE : placeholdersInName(name);
}

const NONE: readonly Hole[] = [];

const LONGEST_SOURCE = 24;

/** A variable may have others in it: `${self:custom.${sls:stage}.name}`. */
function endOfVariable(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text.startsWith("${", at)) depth++;
    else if (text.charAt(at) === "}" && --depth === 0) return at + 1;
  }
  return undefined;
}

function outermost(holes: readonly Hole[]): readonly Hole[] {
  const found: Hole[] = [];
  for (const hole of holes.toSorted((one, other) => one.start - other.start)) {
    const last = found.at(-1);
    if (last === undefined || hole.start >= last.end) found.push(hole);
  }
  return found;
}
