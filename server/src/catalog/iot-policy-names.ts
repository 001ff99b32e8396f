/**
 * Names of AWS IoT Core policies. They are written like IAM policies, belong to the certificates and identities of
 * devices, and have actions, condition keys and variables that the service reference lacks.
 */

import { type ConditionKey } from "./catalog.ts";

/** The page's title, and the actions that devices ask for by it. */
const ACTIONS: readonly (readonly [page: string, prefix: string, names: readonly string[]])[] = [
  [
    "AWS IoT Core policy actions",
    "iot",
    [
      "AssumeRoleWithCertificate",
      "Connect",
      "DeleteConnection",
      "DeleteThingShadow",
      "GetRetainedMessage",
      "GetThingShadow",
      "ListNamedShadowsForThing",
      "ListRetainedMessages",
      "Publish",
      "Receive",
      "RetainPublish",
      "Subscribe",
      "UpdateThingShadow",
    ],
  ],
  [
    "AWS IoT Core policy actions",
    "iotjobsdata",
    ["DescribeJobExecution", "GetPendingJobExecutions", "StartNextPendingJobExecution", "UpdateJobExecution"],
  ],
  [
    "Device authentication and authorization for AWS IoT Greengrass",
    "greengrass",
    [
      "Discover",
      "GetComponentVersionArtifact",
      "GetConnectivityInfo",
      "GetDeploymentConfiguration",
      "ListThingGroupsForCoreDevice",
      "PutCertificateAuthorities",
      "ResolveComponentCandidates",
      "UpdateConnectivityInfo",
      "VerifyClientDeviceIdentity",
      "VerifyClientDeviceIoTCertificateAssociation",
    ],
  ],
  [
    "Device authentication and authorization for AWS IoT Greengrass V1",
    "greengrass",
    [
      "AssumeRoleForGroup",
      "CreateCertificate",
      "GetDeployment",
      "GetDeploymentArtifacts",
      "UpdateCoreDeploymentStatus",
    ],
  ],
];

/** Condition keys, most of which are variables as well. */
const KEYS: readonly (readonly [page: string, names: readonly string[]])[] = [
  ["Basic AWS IoT Core policy variables", ["iot:ClientId", "iot:DomainName"]],
  ["Connect policy examples", ["iot:ConnectAttributes", "iot:LastWillTopic"]],
  [
    "Thing policy variables",
    ["iot:Connection.Thing.IsAttached", "iot:Connection.Thing.ThingName", "iot:Connection.Thing.ThingTypeName"],
  ],
];

/** Beginnings of keys with a name of the device's own behind them. */
const KEY_STARTS: readonly (readonly [page: string, start: string])[] = [
  ["Thing policy variables", "iot:Connection.Thing.Attributes["],
  ["X.509 Certificate AWS IoT Core policy variables", "iot:Certificate."],
  ["X.509 Certificate AWS IoT Core policy variables", "iot:CertificateId"],
];

export interface DocumentedName {
  readonly name: string;
  readonly page: string;
}

export const IOT_POLICY_ACTIONS: readonly DocumentedName[] = ACTIONS.flatMap(([page, prefix, names]) =>
  names.map((name) => ({ name: `${prefix}:${name}`, page })),
);

export const IOT_POLICY_KEYS: readonly DocumentedName[] = KEYS.flatMap(([page, names]) =>
  names.map((name) => ({ name, page })),
);

/** What AWS fills in where a policy of a device is decided. */
export const IOT_POLICY_VARIABLES: readonly DocumentedName[] = [
  ...IOT_POLICY_KEYS.filter(({ name }) => !/^iot:(?:ConnectAttributes|LastWillTopic|.*IsAttached)$/.test(name)),
  { name: "aws:SourceIp", page: "Basic AWS IoT Core policy variables" },
  ...["iot:CertificateId", "iot:Certificate.Subject.CommonName"].map((name) => ({
    name,
    page: "X.509 Certificate AWS IoT Core policy variables",
  })),
];

/** Those with a fixed name, in the form of the reference's keys. */
export const IOT_CONDITION_KEYS: readonly ConditionKey[] = IOT_POLICY_KEYS.map(({ name, page }) => ({
  name,
  type: name.endsWith(".IsAttached") ? "Bool" : "String",
  multivalued: name === "iot:ConnectAttributes",
  description: page,
}));

const PAGES: ReadonlyMap<string, string> = new Map(
  [...IOT_POLICY_ACTIONS, ...IOT_POLICY_KEYS].map(({ name, page }) => [name.toLowerCase(), page]),
);

/** The title of the page where an action or a key of AWS IoT Core policies is documented; the name in any case. */
export function iotPolicyPage(name: string): string | undefined {
  const lower = name.toLowerCase();
  return PAGES.get(lower) ?? KEY_STARTS.find(([, start]) => lower.startsWith(start.toLowerCase()))?.[0];
}

const DEVICE_ACTIONS: ReadonlySet<string> = new Set(IOT_POLICY_ACTIONS.map(({ name }) => name.toLowerCase()));

/** Is it an action of AWS IoT Core policies, or all of a service that devices use? Many are in IAM's policies, too. */
export function isDeviceAction(name: string): boolean {
  const lower = name.toLowerCase();
  return DEVICE_ACTIONS.has(lower) || lower === "greengrass:*" || lower === "iotjobsdata:*";
}

const CONNECTING: ReadonlySet<string> = new Set([
  "iot:assumerolewithcertificate",
  "iot:connect",
  "iot:receive",
  "iot:subscribe",
  "greengrass:discover",
]);

/** Is it what something does that is connected as a device, or signs in with its certificate? */
export function connectsDevice(name: string): boolean {
  return CONNECTING.has(name.toLowerCase());
}
