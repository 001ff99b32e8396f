/** "IAM Verdict: AWS: Ask AWS About the Denial": what AWS's policy simulator says, beside what the files say. */
import { window, workspace } from "vscode";
import { type SimulatedRequest } from "../../../server/src/aws/index.ts";
import { type DenialView } from "../../../server/src/lsp/protocol.ts";
import { askAws } from "./ask.ts";
import { type AwsDesk, memberIn } from "./aws-desk.ts";
import { showFailures } from "./show-failures.ts";

export interface AskedSimulator {
  /** What is shown. */
  readonly text: string;
  readonly agreement?: string;
}

const NOTHING_EXPLAINED = "There is no explanation to ask AWS about. Explain a message first.";

export async function askSimulator(desk: AwsDesk, passed: unknown): Promise<AskedSimulator | undefined> {
  const denials = desk.room.explanation.current?.result.denials ?? [];
  if (denials.length === 0) return warn(NOTHING_EXPLAINED);
  const view = await pickDenial(denials, memberIn(passed, "denial"));
  if (view === undefined) return undefined;
  const request = desk.aws.requestToSimulate(view.asked);
  if (typeof request === "string") return warn(request);
  const answer = await askAws(desk, {
    title: "What does the policy simulator say?",
    passed,
    region: view.asked.region,
    isRegional: false,
    ask: async (session) => {
      const sent: SimulatedRequest = { ...request, context: desk.aws.withRegion(request, session.region) };
      return { sent, simulated: await desk.aws.simulate(session, sent) };
    },
  });
  if (answer === undefined) return undefined;
  const { sent, simulated } = answer;
  if (!simulated.ok) return { text: await showFailures(desk, [simulated.failure]) };
  const comparison = desk.aws.compareDecisions(view.files, simulated.result, {
    isSession: sent.principal !== view.asked.principal,
    isRegionSent: desk.aws.isRegionSent(sent.context),
  });
  const text = desk.aws.simulationText({ request: sent, simulation: simulated.result, own: view.files, comparison });
  const { documents, panel } = desk.room;
  const uri = documents.add({ title: "What AWS says", text, links: [] });
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document, { viewColumn: panel.fileColumn, preview: true });
  return { text, agreement: comparison.agreement };
}

function warn(text: string): AskedSimulator {
  void window.showWarningMessage(text);
  return { text };
}

async function pickDenial(denials: readonly DenialView[], given: unknown): Promise<DenialView | undefined> {
  if (typeof given === "number" || denials.length === 1) return denials[typeof given === "number" ? given : 0];
  const items = denials.map((view) => ({
    label: view.asked.action ?? "a call",
    description: view.asked.principal ?? "",
    detail: view.asked.resource ?? "",
    view,
  }));
  return (await window.showQuickPick(items, { title: "AWS: Which Denial?" }))?.view;
}
