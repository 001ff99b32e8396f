/** The options of `iam-verdict aws`: what they mean, and which command looks at which. */
import { parseArgs } from "node:util";
import { type AwsCommand } from "../aws/index.ts";
import { POLICY_KINDS } from "../policy/policy.ts";
import { isPolicyKind } from "../workspace/config.ts";
import { FETCHED_FOLDER } from "../workspace/ignored-paths.ts";

export interface AwsOptions {
  readonly profile: string | undefined;
  readonly region: string | undefined;
  readonly format: "text" | "json";
  readonly principal: string | undefined;
  readonly resource: string | undefined;
  readonly action: string | undefined;
  readonly account: boolean;
  readonly organization: boolean;
  readonly hours: number;
  readonly kind: (typeof POLICY_KINDS)[number] | undefined;
  readonly to: string;
  readonly workspace: string | undefined;
  readonly message: string | undefined;
  readonly context: readonly string[];
  readonly policies: readonly string[];
  readonly keys: boolean;
  readonly noNewAccess: string | undefined;
  readonly notGranted: readonly string[];
  readonly words: readonly string[];
}

/** What every command looks at. */
const COMMON = ["profile", "region", "format", "help"] as const;

interface Mode {
  /** The option that chooses it; the last mode of a command needs none. */
  readonly by?: string;
  readonly uses: readonly string[];
}

/** The first whose option is given. */
const MODES: Readonly<Record<AwsCommand, readonly Mode[]>> = {
  whoami: [{ uses: ["principal"] }],
  decode: [{ uses: ["workspace"] }],
  fetch: [{ uses: ["principal", "resource", "account", "organization", "to", "workspace", "message"] }],
  simulate: [
    { by: "keys", uses: ["keys", "principal"] },
    { uses: ["principal", "action", "resource", "policy", "context", "message", "workspace"] },
  ],
  denials: [{ uses: ["hours"] }],
  validate: [
    { by: "not-granted", uses: ["not-granted", "resource", "kind", "no-new-access"] },
    { by: "no-new-access", uses: ["no-new-access", "kind"] },
    { uses: ["kind"] },
  ],
};

/** A message, or a file. */
const WITH_WORDS: ReadonlySet<AwsCommand> = new Set(["decode", "validate"]);

/** What is given and not looked at would mislead: whoever gave it means it. */
function refuseUnused(command: AwsCommand, given: readonly string[], [word]: readonly string[]): void {
  const mode = MODES[command].find(({ by }) => by === undefined || given.includes(by));
  const used = new Set<string>([...COMMON, ...(mode?.uses ?? [])]);
  const unused = given.find((option) => !used.has(option));
  if (unused !== undefined) {
    const chosen = mode?.by === undefined ? command : `${command} --${mode.by}`;
    throw new Error(`--${unused} is not used by ${chosen}; leave it out, or see 'iam-verdict aws --help'.`);
  }
  if (word !== undefined && !WITH_WORDS.has(command)) {
    throw new Error(`'${word}' is not expected behind ${command}; 'iam-verdict aws --help' says what is.`);
  }
}

/** Throws where an option is wrong, or is one that the command would not look at. */
export function readOptions(command: AwsCommand, args: readonly string[]): AwsOptions | "help" {
  const { values, positionals, tokens } = parseArgs({
    args: withoutDashedMessage(args),
    allowPositionals: true,
    tokens: true,
    options: {
      profile: { type: "string" },
      region: { type: "string" },
      format: { type: "string", default: "text" },
      principal: { type: "string" },
      resource: { type: "string" },
      action: { type: "string" },
      account: { type: "boolean", default: false },
      organization: { type: "boolean", default: false },
      hours: { type: "string", default: "3" },
      kind: { type: "string" },
      to: { type: "string", default: FETCHED_FOLDER },
      workspace: { type: "string", short: "w" },
      message: { type: "string" },
      context: { type: "string", multiple: true, default: [] },
      policy: { type: "string", multiple: true, default: [] },
      keys: { type: "boolean", default: false },
      "no-new-access": { type: "string" },
      "not-granted": { type: "string", multiple: true, default: [] },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  const given = tokens.flatMap((token) => (token.kind === "option" ? [token.name] : []));
  refuseUnused(command, given, positionals);
  const { format, kind } = values;
  if (format !== "text" && format !== "json") throw new Error(`--format '${format}' is not known; write text or json.`);
  if (kind !== undefined && !isPolicyKind(kind)) {
    throw new Error(`--kind '${kind}' is not a kind of policy; write one of ${POLICY_KINDS.join(", ")}.`);
  }
  const hours = Number(values.hours);
  // CloudTrail keeps them for 90 days. Source: "LookupEvents".
  if (!(hours > 0 && hours <= 2_160)) throw new Error(`--hours '${values.hours}' is not a number above 0, up to 2160.`);
  const { profile, region, principal, resource, action, account, organization } = values;
  return {
    ...{ profile, region, format, principal, resource, action, account, organization, hours, kind },
    ...{ to: values.to, workspace: values.workspace, message: values.message, context: values.context },
    ...{ policies: values.policy, keys: values.keys },
    noNewAccess: values["no-new-access"],
    notGranted: values["not-granted"],
    words: positionals,
  };
}

/** An encoded message may begin with a dash and is no option. */
function withoutDashedMessage(args: readonly string[]): string[] {
  const messages = args.filter((arg) => /^-[\w-]{60,}={0,2}\s*$/.test(arg));
  if (messages.length === 0 || args.includes("--")) return [...args];
  return [...args.filter((arg) => !messages.includes(arg)), "--", ...messages];
}
