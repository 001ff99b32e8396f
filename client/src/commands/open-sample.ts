/** "IAM Verdict: Open the Sample Workspace", and the steps of the walkthrough that are made in it. */
import { commands, Disposable, l10n, type Memento, Selection, Uri, window, workspace } from "vscode";
import { stepIsDone } from "../first-steps.ts";
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

/** The step for which the sample is being opened: the window that asked for it is gone then. */
const WANTED_STEP = "wantedStep";

interface SampleRoom extends SamplePlaces {
  readonly globalState: Memento;
}

/** The walkthrough passes the step that it is at. Where the sample is not open, it is opened first. */
export function registerOpenSample(room: SampleRoom): Disposable {
  const command = commands.registerCommand(OPEN_SAMPLE_COMMAND, async (step?: unknown) => {
    if (isSampleOpen(room)) return showStep(room, step);
    await room.globalState.update(WANTED_STEP, step);
    return openSample(room);
  });
  return Disposable.from(command, followFinding(room));
}

async function showStep(places: SamplePlaces, step: unknown): Promise<unknown> {
  // The walkthrough is in front, and as a preview it would give its tab to the file.
  await commands.executeCommand("workbench.action.keepEditor");
  return step === "denial" ? explainSampleDenial(places) : showSampleFinding(places);
}

/** In the window of the sample the walkthrough goes on, with the step for which the sample was opened. */
export async function continueWalkthrough(room: SampleRoom): Promise<void> {
  if (!isSampleOpen(room)) return;
  const step = room.globalState.get(WANTED_STEP);
  await room.globalState.update(WANTED_STEP, undefined);
  await commands.executeCommand("workbench.action.openWalkthrough", FIRST_STEPS, false);
  if (step !== undefined) await showStep(room, step);
}

/** The finding is fixed when the text that it is about is gone, in whatever way. */
function followFinding(places: SamplePlaces): Disposable {
  if (!isSampleOpen(places)) return new Disposable(() => undefined);
  const uri = Uri.joinPath(sampleFolder(places), SAMPLE_FINDING.path).toString();
  return workspace.onDidChangeTextDocument(({ document }) => {
    if (document.uri.toString() === uri && !document.getText().includes(SAMPLE_FINDING.text))
      stepIsDone("hasFixedFinding");
  });
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
