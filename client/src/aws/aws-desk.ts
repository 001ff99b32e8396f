/** What the commands that ask AWS share. */
import { type LogOutputChannel, type Memento } from "vscode";
import type * as Aws from "../../../server/src/aws/index.ts";
import { type AskedView } from "../../../server/src/lsp/protocol.ts";
import { type ExplanationRoom } from "../explanation-room.ts";

export type AwsRoom = typeof Aws;

export interface AwsDesk {
  readonly room: ExplanationRoom;
  readonly choices: { readonly workspace: Memento; readonly everywhere: Memento };
  /** For the words of the SDK. */
  readonly log: LogOutputChannel;
  readonly aws: AwsRoom;
}

/** A member of what a key binding or another extension passed, if it is a text. */
export function textIn(passed: unknown, name: string): string | undefined {
  const value = memberIn(passed, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function memberIn(passed: unknown, name: string): unknown {
  return typeof passed === "object" && passed !== null
    ? (passed as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** What the denials of the current explanation asked for; none without an explanation. */
export function askedOf({ room }: AwsDesk): readonly AskedView[] {
  return room.explanation.current?.result.denials.map(({ asked }) => asked) ?? [];
}
