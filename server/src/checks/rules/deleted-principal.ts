import { type Check } from "../check.ts";
import { textSpan } from "../spans.ts";
import { principalEntries } from "../entries.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  deleted: (id: string, what: "user" | "role") =>
    say`${name(id)} is the ID of a ${what} that no longer exists, so it matches nobody. Remove it, or write the ARN of a ${what} that exists.`,
});

export const deletedPrincipal: Check = {
  code: "deleted-principal",
  severity: "warning",
  summary: "A principal is the unique ID of a user or role that was deleted.",
  messages: MESSAGES,
  perStatement: true,
  element: "Principal",
  *find({ policy }) {
    for (const { entry } of principalEntries(policy, "AWS")) {
      if (!UNIQUE_ID.test(entry.text)) continue;
      yield {
        span: textSpan(entry),
        ...MESSAGES.deleted(entry.text, entry.text.startsWith("AIDA") ? "user" : "role"),
      };
    }
  },
};

const UNIQUE_ID = /^(?:AIDA|AROA)[A-Z0-9]{12,}$/;
