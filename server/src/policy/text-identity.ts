/** When two texts are one text, although the file does not settle what it is. */
import { type DeploymentFact, type Hole } from "../syntax/value.ts";
import { keyOfHole } from "./text-pattern.ts";

interface OpenText {
  readonly text: string;
  readonly holes: readonly Hole[];
}

/** Equal for texts that are the same whatever fills them in; undefined for one that may be another each time. */
export function textIdentity(text: OpenText): string | undefined {
  return filledWith(text, (hole) => {
    const key = keyOfHole(hole) ?? hole.reference;
    return key === undefined ? undefined : `${HOLE}${key}${HOLE}`;
  });
}

/**
 * With one text for each thing that fills it in, where none of these has a colon or a slash: what such a text is within, it
 * is within whatever the things are. Undefined for a text that may be another each time, or may have more fields.
 */
export function textOfNames(text: OpenText): string | undefined {
  return filledWith(text, (hole) => {
    const { stands, isName, variable, reference } = hole;
    if (stands !== undefined) return FACTS[stands];
    const key = variable ?? reference;
    return key === undefined || isName !== true ? undefined : `${HOLE}${key.replace(/[^A-Za-z0-9]/g, codeOf)}${HOLE}`;
  });
}

function filledWith({ text, holes }: OpenText, nameOf: (hole: Hole) => string | undefined): string | undefined {
  if (holes.length === 0) return text;
  let filled = "";
  let at = 0;
  for (const hole of holes) {
    const name = nameOf(hole);
    if (name === undefined || hole.start < at) return undefined;
    filled += text.slice(at, hole.start) + name;
    at = hole.end;
  }
  return filled + text.slice(at);
}

/** Characters for private use, which no name in AWS has. */
const HOLE = "\ue000";
const FACTS: Readonly<Record<DeploymentFact, string>> = { partition: "\ue001", region: "\ue002", account: "\ue003" };

/** For a sign that has a meaning in ARNs or patterns. */
function codeOf(sign: string): string {
  return `_${sign.charCodeAt(0).toString(16)}_`;
}
