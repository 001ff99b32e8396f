/** Where what an ARN names is written, and who else speaks of it. */
import { type Location } from "vscode-languageserver";
import { answerFromVersion, type AskedReading, type LspFeature, type LspServer } from "../lsp-server.ts";
import { placesIn } from "../to-lsp-places.ts";
import { type WrittenPlace } from "../../service/index.ts";
import { resultOfWork } from "../work.ts";
import { type ReadWorkspace } from "../workspace-policies.ts";

export const definitions: LspFeature = {
  capabilities: { definitionProvider: true, referencesProvider: true },
  register(server) {
    const { connection, work } = server;
    connection.onDefinition(({ textDocument, position }, token) =>
      answerFromVersion(server, "definition", textDocument.uri, token, async (asked) => {
        const offset = asked.version.text.offsetAt(position);
        const written = await locationsOf(
          server,
          asked,
          ({ workspace }) => asked.service.definitions(asked.document, offset, workspace)?.places,
        );
        return written ?? managedPolicyAt(server, asked, offset);
      }),
    );
    connection.onReferences(({ textDocument, position, context }, token) =>
      answerFromVersion(server, "references", textDocument.uri, token, (asked) =>
        locationsOf(server, asked, ({ workspace }) => {
          const { document, service, version, isWanted } = asked;
          const declarations = context.includeDeclaration ? "with" : "without";
          const offset = version.text.offsetAt(position);
          return resultOfWork(work, service.references({ document, offset, workspace, declarations }), isWanted);
        }),
      ),
    );
  },
};

/** Of a policy that AWS manages and no file here shows, the text that AWS wrote. */
async function managedPolicyAt(
  { client, services }: LspServer,
  { document, service }: AskedReading,
  offset: number,
): Promise<Location[] | null> {
  if (client.managedPolicies === undefined || !service.meansManagedPolicy(document, offset)) return null;
  const name = (await services.withManagedPolicies()).managedPolicyAt(document, offset);
  if (name === undefined) return null;
  const start = { line: 0, character: 0 };
  return [{ uri: `${client.managedPolicies}/${encodeURIComponent(name)}.json`, range: { start, end: start } }];
}

type FindPlaces = (
  read: ReadWorkspace,
) => readonly WrittenPlace[] | undefined | Promise<readonly WrittenPlace[] | undefined>;

async function locationsOf(
  { policies }: LspServer,
  { document, isWanted }: AskedReading,
  find: FindPlaces,
): Promise<Location[] | null> {
  // A file without ARNs has nowhere to lead, and the workspace need not be read for it.
  if (document.policies.length === 0 && !document.source.text.includes("arn:")) return null;
  const read = await policies.read(isWanted);
  const places = (await find(read)) ?? [];
  const toLspPlace = placesIn(read.files);
  const found = places.flatMap((place) => toLspPlace(place) ?? []);
  return found.length === 0 ? null : found;
}
