/** What shows whether something is so that an answer takes for granted. */
import { type Layer } from "../evaluation/decision.ts";
import { isAccountId, readAccountCaller } from "../policy/account-caller.ts";
import { type Arn, readArn } from "../policy/arn.ts";
import { isOfAnybody, isOfAws } from "../policy/resource-owner.ts";
import { type PolicySlot, SLOTS_OF_CALLER } from "../policy/slots.ts";
import { awsCommand } from "./aws-command.ts";
import { type Assumption, type TextOfAws } from "./not-known.ts";
import { type ExplainedRequest } from "./explanation.ts";
import { fetchSteps, listPolicies } from "./fetch-steps.ts";

export interface Settling {
  /** One at least; each shows a part. */
  readonly commands: readonly string[];
  /** What they print. */
  readonly shows: "bucket" | "owner" | "account" | "attached-there" | "policies" | "role";
}

/** Undefined for what follows from the message or was told, and where no command tells it. */
export function settlingCommand(assumption: Assumption, request: ExplainedRequest): Settling | undefined {
  switch (assumption.assumption) {
    case "callers-account":
    case "owner-by-name":
      return ownerOf(assumption.resource);
    case "full-access-attached":
      return attachedTo(assumption.level ?? accountOf(request), assumption.slot);
    case "attached":
      return assumption.basis === "stated" || assumption.basis === "message"
        ? undefined
        : inForce(layerOf(assumption.slot, request), {
            ...request,
            ...(SLOTS_OF_CALLER.has(assumption.slot)
              ? { principal: assumption.statedFor ?? request.principal }
              : { resource: assumption.statedFor ?? request.resource }),
          });
    case "text-of-aws":
      return settledBy(versionCommands(assumption), "role");
    case "one-of-several":
      return inForce(layerOf("resource", request), request);
    case "callers-region":
      return inForce("identity", request);
    case "masked-account":
      return made("account", CALLERS_ACCOUNT);
    case "service-linked-role":
      return made("role", roleNamed(assumption.resource));
    case "callers-linked-role":
    case "only-role":
      return made("role", roleNamed(assumption.role));
    case "token-provider":
    case "trusted-provider":
      return made("role", providerOf(assumption.provider));
    case "last-step":
      return made("role", roleNamed(assumption.first));
    case "acting-service":
    case "resource-elsewhere":
    case "fact-differs":
    case "action-of-operation":
    case "action-of-words":
    case "conditions-held":
    case "conditions-failed":
      return undefined;
  }
}

/** Source: AWS CLI Command Reference, "iam get-policy". */
export function versionCommands({ arn }: TextOfAws): readonly string[] {
  return awsCommand("iam", "get-policy", "--policy-arn", arn, "--query", "Policy.DefaultVersionId");
}

function made(shows: Settling["shows"], parts: readonly string[]): Settling | undefined {
  return settledBy(awsCommand(...parts), shows);
}

function settledBy(commands: readonly string[], shows: Settling["shows"]): Settling | undefined {
  return commands.length === 0 ? undefined : { commands, shows };
}

const CALLERS_ACCOUNT = ["sts", "get-caller-identity", "--query", "Account", "--output", "text"];

/**
 * To run in the caller's account. Sources: "ListBuckets" (Amazon S3 API Reference), which lists what the sender owns; AWS CLI
 * Command Reference, "get-rest-api", "get-hosted-zone", "describe-images", "describe-snapshots".
 */
function ownerOf(resource: string | undefined): Settling | undefined {
  const arn = readArn(resource ?? "");
  if (resource !== undefined && (isOfAnybody(resource) || isOfAws(resource))) return undefined;
  const bucket = arn?.service === "s3" && arn.account === "" ? (arn.resource.split("/")[0] ?? "") : "";
  if (BUCKET.test(bucket)) {
    return settledBy([`aws s3api list-buckets --query "Buckets[?Name=='${bucket}'].Name"`], "bucket");
  }
  const look = arn === undefined ? undefined : looksUp(arn);
  return look === undefined ? made("account", CALLERS_ACCOUNT) : made("owner", look);
}

/** Source: "Bucket naming rules". */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

function looksUp({ service, region, resource }: Arn): readonly string[] | undefined {
  const [kind = "", id = ""] = resource.split("/").filter((part) => part !== "");
  if (id === "" || /[*?$]/.test(id)) return undefined;
  if (service === "apigateway" && kind === "restapis")
    return ["apigateway", "get-rest-api", "--rest-api-id", id, "--region", region];
  if (service === "route53" && kind === "hostedzone") return ["route53", "get-hosted-zone", "--id", id];
  if (service !== "ec2") return undefined;
  const inRegion = region === "" ? [] : ["--region", region];
  if (kind === "image")
    return ["ec2", "describe-images", "--image-ids", id, "--query", "Images[].OwnerId", ...inRegion];
  return kind === "snapshot"
    ? ["ec2", "describe-snapshots", "--snapshot-ids", id, "--query", "Snapshots[].OwnerId", ...inRegion]
    : undefined;
}

/** Source: AWS CLI Command Reference, "list-policies-for-target". */
function attachedTo(level: string | undefined, slot: "scp" | "rcp"): Settling | undefined {
  return settledBy(level === undefined ? [] : listPolicies(slot, level), "attached-there");
}

function accountOf({ principal }: ExplainedRequest): string | undefined {
  const account = principal === undefined ? undefined : readAccountCaller(principal)?.account;
  return account !== undefined && isAccountId(account) ? account : undefined;
}

function inForce(layer: Layer, request: ExplainedRequest): Settling | undefined {
  return settledBy(
    fetchSteps(layer, request).flatMap(({ commands }) => commands),
    "policies",
  );
}

function layerOf(slot: PolicySlot, { action = "", resource }: ExplainedRequest): Layer {
  if (slot !== "resource") return slot;
  const service = readArn(resource ?? "")?.service;
  if (/^sts:AssumeRole/i.test(action)) return "trust";
  return service === "kms" ? "key-policy" : "resource";
}

function roleNamed(arn: string): readonly string[] {
  const name = readArn(arn)?.resource.split("/").at(-1) ?? "";
  return ["iam", "get-role", "--role-name", name];
}

function providerOf(arn: string): readonly string[] {
  return arn.includes(":saml-provider/")
    ? ["iam", "get-saml-provider", "--saml-provider-arn", arn]
    : ["iam", "get-open-id-connect-provider", "--open-id-connect-provider-arn", arn];
}
