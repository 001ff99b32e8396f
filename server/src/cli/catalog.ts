/** `iam-verdict catalog --info`: which reference data this build carries. */
import { parseArgs } from "node:util";
import { toPlainText } from "../wording/plain-text.ts";
import { describeCatalog } from "../wording/reference.ts";
import { type CommandIo } from "./command-io.ts";
import { EXIT } from "./exit-codes.ts";

const HELP = `Usage: iam-verdict catalog --info [--format text|json]

Prints the date, source and size of the reference data.
`;

export function runCatalog(args: string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      info: { type: "boolean", default: false },
      format: { type: "string", default: "text" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    io.out.text(HELP);
    return Promise.resolve(EXIT.clean);
  }
  if (!values.info || (values.format !== "text" && values.format !== "json")) {
    io.err.line("iam-verdict catalog: write 'catalog --info', with --format text or json.");
    return Promise.resolve(EXIT.unusable);
  }
  const info = io.service().catalog();
  if (values.format === "json") io.out.json(info);
  else io.out.text(toPlainText(describeCatalog(info)));
  return Promise.resolve(EXIT.clean);
}
