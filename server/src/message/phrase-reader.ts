/** What a fixed phrase of a service says, and the reader of each. */
import { type CompactText } from "./compact-text.ts";
import { type FoundDenial } from "./found-denial.ts";

/** Offsets are those of the readable text; `operation` where the phrase names that and not the IAM action. */
export interface DenialPhrase
  extends
    Pick<FoundDenial, "action" | "resource" | "operation" | "start" | "end">,
    Partial<
      Pick<
        FoundDenial,
        | "principalArn"
        | "principalType"
        | "additionalActions"
        | "service"
        | "delivery"
        | "logs"
        | "context"
        | "nameless"
        | "code"
      >
    > {}

export type PhraseReader = (readable: string, compact: CompactText, at: number, found: string) => DenialPhrase | null;

/** The phrase alone, which names nothing. */
export function plain(_readable: string, compact: CompactText, at: number, found: string): DenialPhrase {
  const end = compact.toReadable(at + found.length - 1) + 1;
  return { action: null, resource: null, operation: null, start: compact.toReadable(at), end };
}
