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
      answerFromVersion(server, "definition", textDocument.uri, token, (asked) =>
        locationsOf(server, asked, ({ workspace }) => {
          const offset = asked.version.text.offsetAt(position);
          return asked.service.definitions(asked.document, offset, workspace)?.places;
        }),
      ),
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
