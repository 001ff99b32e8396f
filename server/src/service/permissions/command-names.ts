/** What the options of a command name, by the word that the ARNs of the reference have for it. */
import { type CommandLine } from "./command-line.ts";

/** What a shell fills in is not known, and of several values none is the only one. */
export function namesIn({ options, several, words }: CommandLine): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [option, value] of options) {
    if (several.has(option) || value.startsWith("file:")) continue;
    if (!(option === "copy-source" ? /^[\w+=,.@:/?-]{1,500}$/ : /^[\w+=,.@:/-]{1,500}$/).test(value)) continue;
    // The account whose credentials these are. Source: "InitiateJob" (Amazon S3 Glacier API Reference).
    if (option === "account-id" && value === "-") continue;
    // It is of another service, and no ID of a target. Source: "RegisterScalableTarget" (Application Auto Scaling API Reference).
    if (option === "resource-id" && words.includes("application-autoscaling")) continue;
    // An alias is no key in a policy. Source: "Using aliases to control access to KMS keys".
    if (option === "key-id" && value.startsWith("alias/")) continue;
    names.set(wordOf(option), value);
    // A job's name is no job's ID: what names in which way is known by the whole word, too.
    names.set(wholeWord(option), value);
    const type = typeOfId(value);
    if (type !== undefined && isOfEc2(words) && !option.startsWith("source-")) names.set(type, value);
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
      return part(/^\/?([^/:]+)\/([^?]+)(?:\?versionId=.*)?$/, "sourcebucket", "sourceobject");
    case "qualifier":
      // `lambda invoke --qualifier prod`, or the number of a version.
      return /^\d+$/.test(value) ? [["version", value]] : [["alias", value]];
    case "task-definition":
      return [
        ["taskdefinitionrevisionnumber", "*"],
        ...part(/^([\w-]+)(?::(\d+))?$/, "taskdefinitionfamily", "taskdefinitionrevisionnumber"),
      ];
    case "family":
      return [
        ["taskdefinitionfamily", value],
        ["taskdefinitionrevisionnumber", "*"],
      ];
    case "scope":
      // Source: "WebACL" (AWS WAFV2 API Reference).
      return words.includes("wafv2") ? [["scope", value === "CLOUDFRONT" ? "global" : "regional"]] : [];
    case "job-definition":
      return [
        ["revision", "*"],
        ...part(/^(?:arn:[\w-]+:batch:[\w-]*:\d*:job-definition\/)?([\w-]+)(?::(\d+))?$/, "jobdefinition", "revision"),
      ];
    case "path":
      // Source: "GetParametersByPath" is decided on the path; "Restricting access to Parameter Store parameters using IAM policies".
      return words.includes("get-parameters-by-path") ? [["parameter", value]] : [];
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

/** Is it a command of EC2, or an operation of it? */
function isOfEc2(words: readonly string[]): boolean {
  return words.some((word) => /^ec2(?:$|[:.])/i.test(word));
}

/** The IDs of EC2 begin with what they are of. Source: "Resource IDs" (Amazon EC2 User Guide). */
const EC2_IDS: ReadonlyMap<string, string> = new Map([
  ["acl", "networkacl"],
  ["ami", "image"],
  ["eipalloc", "allocation"],
  ["eni", "networkinterface"],
  ["i", "instance"],
  ["igw", "internetgateway"],
  ["lt", "launchtemplate"],
  ["nat", "natgateway"],
  ["pcx", "vpcpeeringconnection"],
  ["rtb", "routetable"],
  ["sg", "securitygroup"],
  ["sgr", "securitygrouprule"],
  ["snap", "snapshot"],
  ["subnet", "subnet"],
  ["tgw", "transitgateway"],
  ["vol", "volume"],
  ["vpc", "vpc"],
  ["vpce", "vpcendpoint"],
]);

function typeOfId(value: string): string | undefined {
  return EC2_IDS.get(/^([a-z]+)-[0-9a-z]+$/.exec(value)?.[1] ?? "");
}

/** `FunctionName`, `function-name`, `functionName` and `function-names` are one: `function`. */
export function wordOf(text: string): string {
  const whole = wholeWord(text);
  const word = whole.replace(/with(?:path|outleadingslash)$/, "");
  return ALIASES.get(word) ?? (word.replace(/(?:names?|identifiers?|ids?)$/, "") || word);
}

/** As `wordOf`, and whether it is a name or an ID: `functionname`. */
export function wholeWord(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** Options that are called otherwise than what they name. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["key", "object"],
  ["objectname", "object"],
  ["loggroupname", "group"],
  ["target", "instance"],
  ["targetkeyid", "key"],
  ["dbclusteridentifier", "dbclusterinstance"],
  ["dbclusterparametergroupname", "clusterparametergroup"],
  ["dbclustersnapshotidentifier", "clustersnapshot"],
  ["dbparametergroupname", "parametergroup"],
  ["dbsnapshotidentifier", "snapshot"],
  ["dbsubnetgroupname", "subnetgroup"],
]);
