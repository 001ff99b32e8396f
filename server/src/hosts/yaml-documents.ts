/** Whose document one in YAML is. */
import { isServerless } from "./serverless.ts";
import { type YamlNode } from "../syntax/yaml-nodes.ts";

/** A host's, with whatever is in it. */
export function isOfHost(root: YamlNode, text: string): boolean {
  const hosts = [isOfService, isManifest, isPlaybook, isWorkflow, isOfGateway];
  return hosts.some((isOf) => isOf(root, text));
}

function isOfService(root: YamlNode, text: string): boolean {
  const keys = keysOf(root, text);
  return (
    isServerless(keys) ||
    keys.has("AWSTemplateFormatVersion") ||
    (keys.has("Resources") && /\b(?:AWS|OC)::\w/.test(textOf(root, text)))
  );
}

/**
 * A resource of Kubernetes that an operator makes in AWS. Sources: the API groups of "AWS Controllers for Kubernetes"
 * (`iam.services.k8s.aws`) and of Crossplane's provider for AWS (`iam.aws.upbound.io`). Or the cluster of eksctl: "IAM Roles
 * for Service Accounts" of its documentation (`attachPolicy`).
 */
function isManifest(root: YamlNode, text: string): boolean {
  const keys = keysOf(root, text);
  return (
    keys.has("apiVersion") &&
    keys.has("kind") &&
    (/^apiVersion:[ \t]*["']?(?:[\w.-]*\.aws\b|eksctl\.io\/)/m.test(textOf(root, text)) ||
      isTemplateOfManifests(textOf(root, text)))
  );
}

/**
 * What makes such resources of others. Sources: "Compositions" of Crossplane's documentation (`base`); "ResourceGraphDefinition"
 * of kro's (`template`).
 */
export function isTemplateOfManifests(written: string): boolean {
  return (
    /^apiVersion:[ \t]*["']?(?:apiextensions\.crossplane\.io|kro\.run)\//m.test(written) &&
    /^[ \t]+apiVersion:[ \t]*["']?[\w.-]*\.aws\b/m.test(written)
  );
}

/** Tasks of Ansible that have policies. Source: "Amazon.Aws" and "Community.Aws" of Ansible's collection index. */
function isPlaybook(root: YamlNode, text: string): boolean {
  return (
    root.kind === "list" &&
    /^[ \t-]*(?:(?:amazon|community)\.aws\.)?(?:iam|s3|sqs|sns|kms|ecs|secretsmanager)_?\w*:(?=\s|$)/m.test(
      textOf(root, text),
    )
  );
}

/**
 * Steps of GitHub Actions, of which one gives itself fewer permissions. Source: the inputs of
 * "aws-actions/configure-aws-credentials".
 */
function isWorkflow(root: YamlNode, text: string): boolean {
  const keys = keysOf(root, text);
  return (keys.has("jobs") || keys.has("runs")) && /\binline-session-policy\b/.test(textOf(root, text));
}

/** An API as API Gateway imports it. Source: "x-amazon-apigateway-policy" (API Gateway Developer Guide). */
function isOfGateway(root: YamlNode, text: string): boolean {
  const keys = keysOf(root, text);
  return (keys.has("openapi") || keys.has("swagger")) && keys.has("x-amazon-apigateway-policy");
}

/** Resources alone, as in files that others include; what is beside them is of no host. */
export function hasResources(root: YamlNode, text: string): boolean {
  return root.kind === "mapping" && /^[ \t-]*["']?Type["']?:[ \t]*["']?(?:AWS|OC)::\w+::\w/m.test(textOf(root, text));
}

/**
 * A policy alone in its file, as many tools keep them; what has a version of its own is no policy of AWS. Source: "IAM JSON
 * policy elements: Version".
 */
export function isPolicyByItself(root: YamlNode, text: string): boolean {
  if (root.kind !== "mapping" || ![...keysOf(root, text)].every((key) => KEYS_OF_POLICIES.has(key))) return false;
  const versions = root.pairs.filter(({ key, value }) => value !== undefined && namedIn(key, text) === "Version");
  const areOfAws = versions.some(({ value }) => value && /^["']?20(?:12|08)-10-17\b/.test(textOf(value, text)));
  return areOfAws && /\bEffect\b/.test(textOf(root, text));
}

const KEYS_OF_POLICIES: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);

/** A file may have thousands of documents: each is looked at by itself. */
export function textOf({ span }: YamlNode, text: string): string {
  return text.slice(span.start, span.end);
}

export function keysOf(root: YamlNode, text: string): ReadonlySet<string> {
  const pairs = root.kind === "mapping" ? root.pairs : [];
  return new Set(pairs.map(({ key }) => namedIn(key, text)));
}

function namedIn(key: YamlNode, text: string): string {
  return textOf(key, text).replace(/^(["'])(.*)\1$/, "$2");
}
