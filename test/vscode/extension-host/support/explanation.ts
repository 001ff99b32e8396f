/** Denials of the test workspace, explained by the command as a key binding would run it. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { type DenialView } from "../../../../server/src/lsp/protocol.ts";
import { EXTENSION_ID, open } from "./workspace.ts";

const USER = "User: arn:aws:sts::111122223333:assumed-role/reports-reader/alice is not authorized to perform: ";

export const DENIED_BY_SCP =
  USER +
  's3:DeleteObject on resource: "arn:aws:s3:::example-audit/2025/09/log.gz" with an explicit deny in a service control policy';

export const DENIED_BY_NOBODY =
  USER +
  's3:PutObject on resource: "arn:aws:s3:::example-reports/september.csv" because no identity-based policy allows the s3:PutObject action';

export const DENIED_BY_CONDITION =
  USER +
  's3:GetObject on resource: "arn:aws:s3:::example-reports/september.csv" because no identity-based policy allows the s3:GetObject action';

export const DENIED_TO_WRITER =
  "User: arn:aws:sts::111122223333:assumed-role/ledger-writer/nightly is not authorized to perform: " +
  's3:PutObject on resource: "arn:aws:s3:::example-ledger/2025/09.csv" because no identity-based policy allows the s3:PutObject action';

/** Of whom no file says anything. */
export const DENIED_TO_BOB =
  "User: arn:aws:iam::111122223333:user/bob is not authorized to perform: " +
  's3:PutObject on resource: "arn:aws:s3:::example-reports/september.csv" because no identity-based policy allows the s3:PutObject action';

/** What the command answers. */
export interface Explained {
  readonly verdict: string;
  readonly title: string;
  readonly summary: string;
  readonly denials: readonly DenialView[];
}

export async function explain(text: string): Promise<Explained> {
  // A policy in an editor wakes the extension, as it would for a person.
  await open("identity/reports-reader.json");
  await vscode.extensions.getExtension(EXTENSION_ID)?.activate();
  const explained = await vscode.commands.executeCommand<Explained | undefined>("iamVerdict.explainDenial", { text });
  assert.ok(explained, "the command answers");
  return explained;
}

/** The panel's tab, wherever it is. */
export function panelTab(): vscode.Tab | undefined {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("iamVerdict.explanation"));
}

/** The sentence of a view. */
export function plain(text: DenialView["title"] | undefined): string {
  return (text ?? []).map((piece) => piece.text).join("");
}
