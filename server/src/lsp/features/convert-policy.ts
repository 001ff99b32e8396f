/** The policy under the cursor in another form, for whoever copies it. */
import { type CancellationToken } from "vscode-languageserver";
import { CONVERTED_FORMS, FORM_NAMES, policyMeantAt } from "../../service/index.ts";
import { spanHolds } from "../../text/span.ts";
import { answerFromVersion, type AskedReading, type LspFeature } from "../lsp-server.ts";
import { CONVERT_POLICY, type ConvertPolicyParams, type ConvertPolicyResult } from "../protocol.ts";

export const convertPolicy: LspFeature = {
  capabilities: {},
  register(server) {
    const answerTo = async (params: ConvertPolicyParams, token: CancellationToken): Promise<ConvertPolicyResult> => {
      const answer = await answerFromVersion(server, "conversion", params.uri, token, (reading) =>
        convert(reading, params),
      );
      return answer ?? { problem: "The file changed in the meantime. Try again." };
    };
    server.connection.onRequest<ConvertPolicyResult, never>(CONVERT_POLICY, answerTo);
  },
};

function convert(
  { service, document, version }: AskedReading,
  { position, form: wanted, part }: ConvertPolicyParams,
): ConvertPolicyResult {
  const offset = version.text.offsetAt(position);
  const place = policyMeantAt(document, offset);
  const found = document.policies[place];
  if (found === undefined) return { problem: "There is no policy here. Put the cursor in one." };
  const statement = found.policy.statements.findIndex(({ span }) => spanHolds(span, offset));
  const form = CONVERTED_FORMS.find((one) => one === wanted);
  if (form === undefined) {
    return {
      forms: CONVERTED_FORMS.map((one) => ({ form: one, name: FORM_NAMES[one] })),
      hasStatement: statement >= 0,
    };
  }
  if (part === "statement" && statement < 0) return { problem: "There is no statement here. Put the cursor in one." };
  return service.convert(document, { policy: place, statement: part === "statement" ? statement : undefined }, form);
}
