/**
 * What the claims of identity providers' tokens look like. Sources: GitHub Docs, "Configuring OpenID Connect in Amazon Web
 * Services"; GitLab Docs, "Configure OpenID Connect in AWS to retrieve temporary credentials"; Amazon EKS User Guide, "Assign
 * IAM roles to Kubernetes service accounts"; HCP Terraform, "Use dynamic credentials with the AWS provider".
 */
import { issuerOf, type TokenIssuer } from "../../policy/token-issuers.ts";
import { type DraftPart } from "../../syntax/draft.ts";

interface ClaimValues {
  /** What the provider puts there if nobody chooses; `HOST` is the provider's. */
  readonly aud: string;
  readonly sub: readonly (readonly DraftPart[])[];
  /** For operators with wildcards. */
  readonly wildSub: readonly DraftPart[];
}

/** `key` is `HOST:CLAIM`; nothing for the claims of others. `wild`: may the operator's values have wildcards? */
export function valuesOfClaim(key: string, wild: boolean): readonly (readonly DraftPart[])[] {
  const colon = key.lastIndexOf(":");
  const host = key.slice(0, colon);
  const issuer = issuerOf(host);
  const values = issuer && VALUES[issuer];
  if (values === undefined) return [];
  const claim = key.slice(colon + 1).toLowerCase();
  if (claim === "aud") return [[values.aud.replace("HOST", () => host)]];
  if (claim !== "sub") return [];
  return wild ? [...values.sub, values.wildSub] : values.sub;
}

const REPOSITORY: readonly DraftPart[] = ["repo:", { stop: "my-org" }, "/", { stop: "my-repo" }];
const GITLAB: readonly DraftPart[] = ["project_path:", { stop: "my-group" }, "/", { stop: "my-project" }];
const WORKSPACE: readonly DraftPart[] = [
  "organization:",
  { stop: "my-organization" },
  ":project:",
  { stop: "my-project" },
  ":workspace:",
  { stop: "my-workspace" },
  ":run_phase:",
];

const VALUES: Readonly<Partial<Record<TokenIssuer, ClaimValues>>> = {
  github: {
    aud: "sts.amazonaws.com",
    sub: [
      [...REPOSITORY, ":ref:refs/heads/", { stop: "main" }],
      [...REPOSITORY, ":environment:", { stop: "production" }],
      [...REPOSITORY, ":pull_request"],
    ],
    wildSub: [...REPOSITORY, ":*"],
  },
  gitlab: {
    aud: "https://HOST",
    sub: [[...GITLAB, ":ref_type:branch:ref:", { stop: "main" }]],
    wildSub: [...GITLAB, ":ref_type:branch:ref:*"],
  },
  kubernetes: {
    aud: "sts.amazonaws.com",
    sub: [["system:serviceaccount:", { stop: "namespace" }, ":", { stop: "service-account" }]],
    wildSub: ["system:serviceaccount:", { stop: "namespace" }, ":*"],
  },
  terraform: {
    aud: "aws.workload.identity",
    sub: [
      [...WORKSPACE, "apply"],
      [...WORKSPACE, "plan"],
    ],
    wildSub: [...WORKSPACE, "*"],
  },
};
