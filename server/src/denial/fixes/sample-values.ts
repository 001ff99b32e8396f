/** Values in the place of variables of a policy. */
import { type ContextEntry, type Request } from "../../evaluation/request.ts";

/** With a value in the place of each variable of which none is known; undefined for one that the request never has. */
export function withSamples(text: string, { context }: Request, given: Map<string, ContextEntry>): string | undefined {
  const keys = Array.from(text.matchAll(VARIABLE), ([, key = ""]) => key);
  if (keys.some((key) => context.entry(key).state === "absent")) return undefined;
  const filled = text.replace(VARIABLE, (_, key: string) => {
    const entry = context.entry(key);
    if (entry.state === "present") return entry.values[0] ?? "";
    given.set(key.toLowerCase(), { state: "present", form: "single", values: ["x"] });
    return "x";
  });
  return filled.includes("${") ? undefined : filled;
}

export const VARIABLE = /\$\{([a-zA-Z][^},]*)\}/g;
