/** The policies that AWS manages, for lists to pick from and to be shown. */
import { type CancellationToken } from "vscode-languageserver";
import { answerFromVersion, type LspFeature } from "../lsp-server.ts";
import {
  MANAGED_POLICIES,
  MANAGED_POLICY_TEXT,
  type ManagedPolicyTextParams,
  type ManagedPolicyTextResult,
  type ManagedPolicyView,
} from "../protocol.ts";
import { runOrRefuse } from "../run-safe.ts";

export const managedPolicies: LspFeature = {
  capabilities: {},
  register(server) {
    const { connection, services, log } = server;
    connection.onRequest(MANAGED_POLICIES, (_params: unknown, token: CancellationToken) =>
      runOrRefuse("Looking for the policies of AWS", token, log, async (): Promise<readonly ManagedPolicyView[]> => {
        const list = (await services.withManagedPolicies()).managedPolicies();
        return list.map(({ name, arn, version, day }) => ({ name, arn, detail: `${version} of ${day}` }));
      }),
    );
    connection.onRequest(MANAGED_POLICY_TEXT, ({ name, place }: ManagedPolicyTextParams, token: CancellationToken) =>
      runOrRefuse("Reading a policy of AWS", token, log, async (): Promise<ManagedPolicyTextResult | null> => {
        const service = await services.withManagedPolicies();
        const wanted =
          name ??
          (place &&
            (await answerFromVersion(server, "a policy of AWS", place.uri, token, ({ document, version }) =>
              service.managedPolicyAt(document, version.text.offsetAt(place.position)),
            )));
        return (wanted && service.managedPolicyText(wanted)) || null;
      }),
    );
  },
};
