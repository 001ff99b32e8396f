import { type Check } from "../check.ts";
import { type Fix, fixWith } from "../fix.ts";
import { CURRENT_VERSION, setCurrentVersion } from "../../policy/changes.ts";
import { quote } from "../quoting.ts";
import { knownVariables, languageVersion, textsWithVariables } from "../variables.ts";

export const variableInOldVersion: Check = {
  code: "variable-in-old-version",
  severity: "warning",
  summary: "Policy variables need Version 2012-10-17: without it they are ordinary text.",
  perStatement: true,
  *find(subject) {
    const { policy, catalog, broken } = subject;
    if (languageVersion(policy, broken) !== "2008-10-17") return;
    const fixes = (): readonly Fix[] => fixWith(`Set Version to '${CURRENT_VERSION}'`, setCurrentVersion(policy));
    const why =
      policy.version === undefined ? "The policy states no Version" : "The policy states Version '2008-10-17'";
    for (const scalar of textsWithVariables(policy)) {
      for (const { start, end } of knownVariables(scalar, catalog)) {
        yield {
          span: scalar.within(start, end),
          message: `${why}, so ${quote(scalar.text.slice(start, end))} is not replaced but compared as it stands`,
          fixes,
        };
      }
    }
  },
};
