/** What the options of a command name, by the word that the ARNs of the reference have for it. */
import { type CommandLine } from "./command-line.ts";

/** What a shell fills in is not known, and of several values none is the only one. */
export function namesIn({ options, several, words }: CommandLine): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [option, value] of options) {
    if (several.has(option) || !/^[\w+=,.@:/-]{1,500}$/.test(value) || value.startsWith("file:")) continue;
    // An alias is no key in a policy. Source: "Using aliases to control access to KMS keys".
    if (option === "key-id" && value.startsWith("alias/")) continue;
    names.set(wordOf(option), value);
    for (const [word, part] of partsOf(option, value, words)) names.set(word, part);
  }
  // `logs tail GROUP`
  const group = words.at(-1);
  if (words.includes("tail") && group !== undefined && group !== "tail" && /^[\w./#-]+$/.test(group)) {
    names.set("group", group);
  }
  // What is copied has a name of its own for each side.
  if (names.has("sourcebucket")) {
    for (const word of ["bucket", "object"]) {
      const name = names.get(word);
      if (name !== undefined) names.set(`destination${word}`, name);
    }
  }
  return names;
}

/** Values that name several things in one. */
function partsOf(option: string, value: string, words: readonly string[]): readonly (readonly [string, string])[] {
  const part = (pattern: RegExp, ...names: readonly string[]): readonly (readonly [string, string])[] => {
    const found = pattern.exec(value)?.slice(1);
    return names.flatMap((name, index) => (found?.[index] === undefined ? [] : [[name, found[index]] as const]));
  };
  switch (option) {
    case "queue-url":
      return part(/^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com\/(\d{12})\/([\w.-]+)$/, "region", "account", "queue");
    case "key-name":
      return [["keypair", value]];
    case "copy-source":
      return part(/^\/?([^/:]+)\/(.+)$/, "sourcebucket", "sourceobject");
    case "task-definition":
      return [
        ["taskdefinitionrevisionnumber", "*"],
        ...part(/^([\w-]+)(?::(\d+))?$/, "taskdefinitionfamily", "taskdefinitionrevisionnumber"),
      ];
    case "model-id":
      // Source: "Supported Regions and models for inference profiles" (Amazon Bedrock).
      return words.some((word) => word.startsWith("bedrock"))
        ? [
            ...part(/^((?:us|us-gov|eu|apac|jp|au|ca|global)\..+)$/, "inferenceprofile"),
            ...part(/^(?:(?:us|us-gov|eu|apac|jp|au|ca|global)\.)?([^/]+)$/, "foundationmodel"),
          ]
        : [];
    default:
      return [];
  }
}

/** `FunctionName`, `function-name`, `functionName` and `function-names` are one: `function`. */
export function wordOf(text: string): string {
  const whole = text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const word = whole.replace(/with(?:path|outleadingslash)$/, "");
  return ALIASES.get(word) ?? (word.replace(/(?:names?|identifiers?|ids?)$/, "") || word);
}

/** Options that are called otherwise than what they name. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["key", "object"],
  ["objectname", "object"],
  ["loggroupname", "group"],
  ["target", "instance"],
]);
