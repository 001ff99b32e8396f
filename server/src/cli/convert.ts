/** `iam-verdict convert`: a policy in the form of another tool. */
import { parseArgs } from "node:util";
import { CONVERTED_FORMS, FORM_NAMES, type PolicyDocument } from "../service/index.ts";
import { type CommandIo } from "./command-io.ts";
import { EXIT } from "./exit-codes.ts";
import { namedPolicy, readNamedDocument } from "./named-policy.ts";

const HELP = `Usage: iam-verdict convert --to FORM [OPTIONS] FILE

Prints a policy of the file in another form. The result is read again and proved to allow and deny the same, except for
the CDK. If a form cannot express the policy, the command says why and exits with 2. FILE may be - for standard input.

${CONVERTED_FORMS.map((form) => `  ${form.padEnd(15)} ${FORM_NAMES[form]}`).join("\n")}

  --policy N           which of several policies in the file, counted from 1
  --statement N|SID    one statement instead of the whole policy
`;

export async function runConvert(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      to: { type: "string" },
      policy: { type: "string" },
      statement: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    io.out.text(HELP);
    return EXIT.clean;
  }
  const form = CONVERTED_FORMS.find((one) => one === values.to);
  const [given, ...others] = positionals;
  if (form === undefined) {
    const unknown = values.to === undefined ? "" : `--to '${values.to}' is not known; `;
    throw new Error(`${unknown}write --to with one of ${CONVERTED_FORMS.join(", ")}.`);
  }
  if (given === undefined || others.length > 0) throw new Error("name one file, or - for standard input.");
  const { document } = await readNamedDocument(given, io);
  const policy = namedPolicy(document, values.policy);
  const statement = values.statement === undefined ? undefined : statementOf(document, policy, values.statement);
  const written = io.service().convert(document, { policy, statement }, form);
  if ("problem" in written) throw new Error(written.problem);
  io.out.text(`${written.text}\n`);
  return EXIT.clean;
}

function statementOf({ policies }: PolicyDocument, policy: number, given: string): number {
  const statements = policies[policy]?.policy.statements ?? [];
  const named = statements.findIndex(({ sid }) => sid?.text === given);
  if (named >= 0) return named;
  const number = Number(given);
  if (!Number.isInteger(number) || statements[number - 1] === undefined) {
    throw new Error(
      `--statement '${given}' is neither a Sid of the policy nor a number from 1 to ${statements.length}.`,
    );
  }
  return number - 1;
}
