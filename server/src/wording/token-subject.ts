/**
 * What the subject (`sub`) of a token looks like, by its issuer. Sources: GitHub Docs, "OpenID Connect reference"; GitLab
 * Docs, "Connect to cloud services"; Amazon EKS User Guide, "Assign IAM roles to Kubernetes service accounts"; HCP Terraform,
 * "Use dynamic credentials with the AWS provider"; CircleCI Docs, "OpenID Connect tokens"; Buildkite Docs, "OIDC with AWS";
 * Bitbucket Support, "Integrate Pipelines with resource servers using OIDC".
 */
import { issuerOf, type TokenIssuer } from "../policy/token-issuers.ts";
import { name, type Phrase, say } from "./phrase.ts";

/** The forms that the issuer documents, in sentences. */
export function subjectForms(issuer: TokenIssuer): Phrase {
  return FORMS[issuer];
}

/** The same of the claim that a condition key stands for; undefined for other claims, and issuers that are not known. */
export function formsOfClaim(key: string): Phrase | undefined {
  const colon = key.lastIndexOf(":");
  const issuer = key.slice(colon + 1).toLowerCase() === "sub" ? issuerOf(key.slice(0, colon)) : undefined;
  return issuer && FORMS[issuer];
}

const FORMS: Readonly<Record<TokenIssuer, Phrase>> = {
  github: say`GitHub Actions writes ${name("repo:OWNER/REPO:environment:NAME")} for a job with an environment, ${name("repo:OWNER/REPO:pull_request")} for a pull request, ${name("repo:OWNER/REPO:ref:refs/heads/BRANCH")} for a branch, ${name("repo:OWNER/REPO:ref:refs/tags/TAG")} for a tag. For repositories that were created, renamed or transferred after July 15, 2026, it begins with ${name("repo:OWNER@OWNER-ID/REPO@REPO-ID:")}.`,
  gitlab: say`GitLab writes ${name("project_path:GROUP/PROJECT:ref_type:branch:ref:BRANCH")} for a branch, ${name("project_path:GROUP/PROJECT:ref_type:tag:ref:TAG")} for a tag.`,
  kubernetes: say`Kubernetes writes ${name("system:serviceaccount:NAMESPACE:SERVICE-ACCOUNT")}.`,
  terraform: say`HCP Terraform writes ${name("organization:ORG:project:PROJECT:workspace:WORKSPACE:run_phase:plan")}, with ${name("run_phase:apply")} when it applies.`,
  circleci: say`CircleCI writes ${name("org/ORGANIZATION-ID/project/PROJECT-ID/user/USER-ID")}.`,
  buildkite: say`Buildkite writes ${name("organization:ORG:pipeline:PIPELINE:ref:REF:commit:COMMIT:step:STEP")}.`,
  bitbucket: say`Bitbucket writes ${name("{REPOSITORY-UUID}:{STEP-UUID}")}, and ${name("{REPOSITORY-UUID}:{ENVIRONMENT-UUID}:{STEP-UUID}")} for a deployment.`,
};
