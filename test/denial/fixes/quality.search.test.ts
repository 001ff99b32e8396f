/** Every fix of every case: it brings nothing that our own checks would warn of, and asks for nothing impossible. */
import { describe, test } from "node:test";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { realCatalog } from "../../catalog/real-catalog.ts";
import { denialCase, denialCaseNames } from "../denial-cases.ts";
import { assertCanBeChosen, assertNoNewFinding, assertNotSilentlyRound } from "./quality.ts";

describe("the fixes of", () => {
  const catalog = realCatalog();
  for (const name of denialCaseNames()) {
    test(name.replaceAll("-", " "), () => {
      const { message, files, config, facts } = denialCase(name);
      const explained = explainDenial({ message, workspace: readWorkspace(files, config), facts, catalog });
      for (const explanation of explained.explanations) {
        for (const fix of explanation.fixes) {
          assertNoNewFinding(fix, { files, config, catalog });
          assertCanBeChosen(explanation.request, fix);
          assertNotSilentlyRound(explanation, fix);
        }
      }
    });
  }
});
