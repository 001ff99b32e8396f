/** A message that does not say who asked: what is offered for somebody helps him, and whom the message named is offered as much. */
import { describe, test } from "node:test";
import { realCatalog } from "../../catalog/real-catalog.ts";
import { quarterOf } from "../../support/searching.ts";
import { denialCase, denialCaseNames } from "../denial-cases.ts";
import { assertCanBeChosen, assertNoNewFinding } from "./quality.ts";
import { assertHelpsCallers, explanationsOf } from "./trial.ts";

describe("without the caller of the message, the fixes of", () => {
  const catalog = realCatalog();
  for (const name of quarterOf(denialCaseNames(), 0)) {
    test(name.replaceAll("-", " "), () => {
      const { message, files, config, facts } = denialCase(name);
      const trial = { message: withoutCaller(message), files, config, facts, catalog };
      const [explanation] = explanationsOf(trial);
      if (explanation?.request.principal !== undefined || explanation?.reason !== "request-incomplete") return;
      // A load balancer asks as the services of its kind, whoever is known here: explain-cases tries its fixes.
      if (explanation.denial.delivery === "load-balancer-logs") return;
      for (const fix of explanation.fixes) {
        assertNoNewFinding(fix, trial);
        assertCanBeChosen(explanation.request, fix);
        assertHelpsCallers(fix, explanation, trial);
      }
    });
  }
});

function withoutCaller(message: string): string {
  return message.replace(/(?:User|Principal): "?arn:\S+ is (?=not authorized)/gi, "");
}
