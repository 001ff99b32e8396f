import { type Check } from "../check.ts";
import { textSpan } from "../spans.ts";
import { principalEntries } from "../entries.ts";
import { quote } from "../quoting.ts";

export const deletedPrincipal: Check = {
  code: "deleted-principal",
  severity: "warning",
  summary: "AWS shows the unique ID of a user or role in its place once that has been deleted.",
  *find({ policy }) {
    for (const { entry } of principalEntries(policy, "AWS")) {
      if (!UNIQUE_ID.test(entry.text)) continue;
      yield {
        span: textSpan(entry),
        message: `${quote(entry.text)} stands for a ${entry.text.startsWith("AIDA") ? "user" : "role"} that no longer exists, so it matches nobody`,
      };
    }
  },
};

const UNIQUE_ID = /^(?:AIDA|AROA)[A-Z0-9]{12,}$/;
