/** What each button of the panel does. Numbers are looked up in what the server sent; nothing else is acted on. */
import { commands, env } from "vscode";
import { AWS_COMMANDS } from "./commands/ask-aws.ts";
import { EXPLAIN_AGAIN_COMMAND, COPY_MARKDOWN_COMMAND, SHOW_TEXT_COMMAND } from "./commands/explanation-forms.ts";
import { showStatement } from "./commands/explain-denial.ts";
import { ADD_FACT_COMMAND, REMOVE_FACT_COMMAND } from "./commands/facts.ts";
import { START_WORKSPACE_FILE_COMMAND } from "./commands/first-look.ts";
import { APPLY_FIX_COMMAND, PREVIEW_FIX_COMMAND } from "./commands/fixes.ts";
import { SHOW_RECENT_COMMAND } from "./commands/show-recent-explanations.ts";
import { type PanelMessage } from "./denial-panel/panel-message.ts";
import { type ExplanationRoom } from "./explanation-room.ts";

export async function actOnPanelMessage({ action, at }: PanelMessage, room: ExplanationRoom): Promise<void> {
  const [first = 0, second = 0, third = 0] = at;
  const { result, facts } = room.explanation.current ?? {};
  const denial = result?.denials[first];
  switch (action) {
    case "ready":
      return;
    case "open-place": {
      const place = result?.links[first];
      return place === undefined ? undefined : showStatement(place, room.panel.fileColumn, false);
    }
    case "preview-fix":
      return run(PREVIEW_FIX_COMMAND, { denial: first, fix: second });
    case "apply-fix":
      return run(APPLY_FIX_COMMAND, { denial: first, fix: second });
    case "tell-fact":
      return addFact(room);
    case "tell-unknown":
      return addFact(room, denial?.unknowns[second]?.fact);
    case "tell-step":
      return addFact(room, denial?.next[second]?.fact);
    case "open-workspace-file":
      return run(START_WORKSPACE_FILE_COMMAND, { denial: first, step: second });
    case "remove-fact": {
      const fact = facts?.[first];
      return fact === undefined ? undefined : run(REMOVE_FACT_COMMAND, { key: fact.key });
    }
    case "copy-command": {
      const command = denial?.next[second]?.commands[third];
      if (command === undefined) return;
      await env.clipboard.writeText(command);
      room.panel.announce("Copied the command.");
      return;
    }
    case "copy-code": {
      const code = denial?.next[second]?.code;
      if (code === undefined) return;
      await env.clipboard.writeText(code);
      room.panel.announce("Copied the statement.");
      return;
    }
    case "copy-markdown":
      return run(COPY_MARKDOWN_COMMAND);
    case "show-text":
      return run(SHOW_TEXT_COMMAND);
    case "explain-again":
      return run(EXPLAIN_AGAIN_COMMAND);
    case "show-recent":
      return run(SHOW_RECENT_COMMAND);
    case "aws-fetch":
      return run(AWS_COMMANDS.fetchPolicies);
    case "aws-ask":
      return run(AWS_COMMANDS.askSimulator);
    case "aws-who-am-i":
      return run(AWS_COMMANDS.whoAmI);
  }
}

async function run(command: string, ...passed: readonly unknown[]): Promise<void> {
  await commands.executeCommand(command, ...passed);
}

/** The input boxes take the keys, and leave them to the workbench when they close. */
async function addFact({ panel }: ExplanationRoom, key?: string): Promise<void> {
  await run(ADD_FACT_COMMAND, key === undefined ? undefined : { key });
  panel.focus();
}
