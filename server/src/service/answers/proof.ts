/** A proof as data; parts of the statement are JSON Pointers. */
import { type DeadPart, type PartPath } from "../../proof/proof.ts";
import { deadInWords } from "../../wording/dead-entry.ts";
import { phraseToMessage } from "../../wording/message-text.ts";
import { neverInWords } from "../../wording/never.ts";
import { type Proved } from "../prove.ts";

export function proofAnswer(proved: Proved): Readonly<Record<string, unknown>> {
  const { proof, statement, catalog } = proved;
  const dead = proof.verdict === "never" ? [] : proof.dead.map((one) => deadAnswer(one, proved));
  switch (proof.verdict) {
    case "never": {
      const { code, basis, parts } = proof.reason;
      const message = phraseToMessage(neverInWords(proof.reason, statement, catalog));
      return { verdict: "never", reason: { code, basis, message, parts: parts.map(pointerOf) }, witness: null, dead };
    }
    case "unknown":
      return { verdict: "unknown", reason: null, witness: null, dead };
    case "satisfiable": {
      const { principal, action, resource, context } = proof.witness;
      const witness = {
        ...(principal === undefined ? {} : { principal }),
        action,
        resource,
        context: Object.fromEntries(context),
      };
      return { verdict: "satisfiable", reason: null, witness, dead };
    }
  }
}

function deadAnswer(dead: DeadPart, { statement, catalog }: Proved): object {
  const { part, code, basis } = dead;
  const isSingle = code === "excludes-nothing" && statement.notAction?.form === "single";
  return {
    pointer: pointerOf(isSingle ? part.slice(0, -1) : part),
    code,
    basis,
    message: phraseToMessage(deadInWords(dead, statement, catalog)),
  };
}

/** Source: RFC 6901. */
function pointerOf(path: PartPath): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
