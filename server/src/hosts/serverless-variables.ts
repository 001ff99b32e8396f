/**
 * What the Serverless Framework puts in the place of `${self:…}`. Source: "Reference Properties In serverless.yml" of its
 * documentation.
 */
import { memberNamed, type Value } from "../syntax/value.ts";
import { type Variables } from "./variables.ts";

/** `root` is a file of the framework. */
export function selfVariables(root: Value): Variables {
  return (name) => {
    const path = /^self:([\w-]+(?:\.[\w-]+)*)$/.exec(name.trim())?.[1];
    return path === undefined || SAID_AT_DEPLOYMENT.has(path) ? undefined : valueAt(root, path.split("."));
  };
}

/** Options of the command line come before what the file has. */
const SAID_AT_DEPLOYMENT: ReadonlySet<string> = new Set(["provider.stage", "provider.region", "provider.profile"]);

function valueAt(root: Value, path: readonly string[]): Value | undefined {
  let at: Value | undefined = root;
  for (const key of path) {
    if (at?.kind === "object") at = memberNamed(at, key)?.value;
    else if (at?.kind === "array" && /^\d{1,4}$/.test(key)) at = at.items[Number(key)];
    else return undefined;
  }
  return at;
}
