/** "IAM Verdict: Open the Sample Workspace", and the steps of the walkthrough that are made in it. */
import { commands, type Disposable, l10n, Selection, Uri, window, workspace } from "vscode";
import {
  copySample,
  isSampleOpen,
  SAMPLE_FINDING,
  SAMPLE_MESSAGE,
  sampleFolder,
  type SamplePlaces,
} from "../sample-workspace.ts";
import { EXPLAIN_DENIAL_COMMAND } from "./explain-denial.ts";

export const OPEN_SAMPLE_COMMAND = "iamVerdict.openSample";

/** The walkthrough. */
export const FIRST_STEPS = "iam-verdict.iam-verdict#firstSteps";

/** The walkthrough passes the step that it is at. Where the sample is not open, it is opened first. */
export function registerOpenSample(places: SamplePlaces): Disposable {
  return commands.registerCommand(OPEN_SAMPLE_COMMAND, async (step?: unknown) => {
    if (!isSampleOpen(places)) return openSample(places);
    if (step === "denial") return explainSampleDenial(places);
    return showSampleFinding(places);
  });
}

/** In the window of the sample the walkthrough goes on. */
export async function continueWalkthrough(places: SamplePlaces): Promise<void> {
  if (isSampleOpen(places)) await commands.executeCommand("workbench.action.openWalkthrough", FIRST_STEPS, false);
}

/** For what makes no sense without a folder: what is said has a way out. */
export async function offerFolder(said: string): Promise<void> {
  const open = l10n.t("Open Folder…");
  const sample = l10n.t("Open the Sample");
  const chosen = await window.showInformationMessage(said, open, sample);
  if (chosen === open) await commands.executeCommand("workbench.action.files.openFolder");
  if (chosen === sample) await commands.executeCommand(OPEN_SAMPLE_COMMAND);
}

/** A window that shows a folder keeps it. */
async function openSample(places: SamplePlaces): Promise<string | undefined> {
  try {
    const folder = await copySample(places);
    const forceNewWindow = workspace.workspaceFolders !== undefined;
    await commands.executeCommand("vscode.openFolder", folder, { forceNewWindow });
    return folder.toString();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(l10n.t("The sample workspace could not be created: {0}", reason));
    return undefined;
  }
}

async function showSampleFinding(places: SamplePlaces): Promise<string> {
  const uri = Uri.joinPath(sampleFolder(places), SAMPLE_FINDING.path);
  const editor = await window.showTextDocument(uri);
  const at = editor.document.getText().indexOf(SAMPLE_FINDING.text);
  if (at >= 0) {
    const cursor = editor.document.positionAt(at + SAMPLE_FINDING.text.length);
    editor.selection = new Selection(cursor, cursor);
    editor.revealRange(editor.selection);
  }
  return uri.toString();
}

async function explainSampleDenial(places: SamplePlaces): Promise<unknown> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(sampleFolder(places), SAMPLE_MESSAGE));
  return commands.executeCommand(EXPLAIN_DENIAL_COMMAND, { text: new TextDecoder().decode(bytes) });
}
