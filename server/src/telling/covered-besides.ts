/** What a permission covers besides, because the statement that gets it has more. */
import { type FixRisk } from "../denial/fixes/fix-risk.ts";
import { listed, name, type Phrase, say } from "../wording/phrase.ts";

type CoveredBesides = Extract<
  FixRisk,
  { risk: "other-resources" | "other-principals" | "other-actions" | "made-besides" }
>;

export function coveredBesides(risk: CoveredBesides): Phrase {
  switch (risk.risk) {
    case "other-resources":
      return otherResources(risk.resources);
    case "other-principals":
      return otherPrincipals(risk.principals);
    case "other-actions":
      return say`The statement also has other actions, so the permission covers more: ${listed(risk.actions.map(name), "and")}.`;
    case "made-besides":
      return say`The same name also adds ${listed(risk.resources.map(name), "and")} to what the statement allows.`;
  }
}

function otherResources(resources: readonly string[]): Phrase {
  return resources.includes("*")
    ? say`The statement covers every resource, so the permission does, too.`
    : say`The statement also names other resources, so the permission covers more: ${listed(resources.map(name), "and")}.`;
}

function otherPrincipals(principals: readonly string[]): Phrase {
  return principals.includes("*")
    ? say`The statement is for everyone, so everyone gets the permission.`
    : say`The statement also names other principals, who get the permission as well: ${listed(principals.map(name), "and")}.`;
}
