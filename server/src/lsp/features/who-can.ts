/** "Who can …?" for the editor. */
import { type CancellationToken } from "vscode-languageserver";
import { placeText } from "../../telling/render-report.ts";
import { phraseToPlainText } from "../../wording/plain-text.ts";
import { type LspFeature } from "../lsp-server.ts";
import { WHO_CAN, WHO_CAN_OPTIONS, type WhoCanOptionView, type WhoCanParams, type WhoCanResult } from "../protocol.ts";
import { cancelled, runOrRefuse } from "../run-safe.ts";
import { placesIn } from "../to-lsp-places.ts";
import { resultOfWork } from "../work.ts";

export const whoCan: LspFeature = {
  capabilities: {},
  register({ connection, services, policies, work, log }) {
    connection.onRequest(WHO_CAN, ({ question }: WhoCanParams, token: CancellationToken) =>
      runOrRefuse("Looking through the policies", token, log, async (): Promise<WhoCanResult> => {
        const isWanted = (): boolean => !token.isCancellationRequested;
        const [{ workspace, files }, service] = await Promise.all([policies.read(isWanted), services.service()]);
        const found = await resultOfWork(work, service.whoCan(question, workspace), isWanted);
        if (found === undefined) throw cancelled();
        if ("problem" in found) {
          return { problem: phraseToPlainText(found.problem), summary: "", title: "", text: "", links: [] };
        }
        const toLspPlace = placesIn(files);
        const links = found.places.flatMap((place) => {
          const location = toLspPlace({ path: place.file, span: place.span });
          return location === undefined ? [] : [{ ...location, label: placeText(place) }];
        });
        const { summary, title, text } = found;
        return { problem: undefined, summary, title, text, links };
      }),
    );
    connection.onRequest(WHO_CAN_OPTIONS, ({ question }: WhoCanParams, token: CancellationToken) =>
      runOrRefuse("Looking for what can be asked", token, log, async (): Promise<readonly WhoCanOptionView[]> => {
        const isWanted = (): boolean => !token.isCancellationRequested;
        const [{ workspace }, service] = await Promise.all([policies.read(isWanted), services.service()]);
        return service.whoCanOptions(question, workspace);
      }),
    );
  },
};
