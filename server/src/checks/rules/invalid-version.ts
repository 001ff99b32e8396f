import { isSettled } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { CURRENT_VERSION, replaceText } from "../../policy/changes.ts";
import { textSpan } from "../spans.ts";
import { quote } from "../quoting.ts";

export const invalidVersion: Check = {
  code: "invalid-version",
  severity: "error",
  summary: "Version names one of the two versions of the policy language.",
  *find({ policy: { version } }) {
    if (version?.type !== "string" || !isSettled(version) || VERSIONS.includes(version.text)) return;
    yield {
      span: textSpan(version),
      message: `${quote(version.text)} is no version of the policy language: AWS takes '2012-10-17' or the old '2008-10-17'`,
      fixes: () => [
        {
          title: `Replace ${quote(version.text)} with '${CURRENT_VERSION}'`,
          changes: replaceText(version, CURRENT_VERSION),
        },
      ],
    };
  },
};

const VERSIONS: readonly string[] = ["2012-10-17", "2008-10-17"];
