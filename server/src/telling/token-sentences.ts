/** What the subject of a web identity's token looks like, by its issuer. */
import { type TokenIssuer } from "../policy/token-issuers.ts";
import { name, type Phrase, say } from "../wording/phrase.ts";

/**
 * The forms of `sub` that the issuer documents. Sources: GitHub Docs, "OpenID Connect reference"; GitLab Docs, "Connect
 * to cloud services"; Amazon EKS User Guide, "Assign IAM roles to Kubernetes service accounts"; HCP Terraform, "Use
 * dynamic credentials with the AWS provider"; CircleCI Docs, "OpenID Connect tokens"; Buildkite Docs, "OIDC with AWS";
 * Bitbucket Support, "Integrate Pipelines with resource servers using OIDC".
 */
export function subjectInWords(issuer: TokenIssuer): Phrase {
  return SUBJECTS[issuer];
}

const SUBJECTS: Readonly<Record<TokenIssuer, Phrase>> = {
  github: say`Compare the subject (${name("sub")}). GitHub Actions writes ${name("repo:OWNER/REPO:environment:NAME")} for a job with an environment, ${name("repo:OWNER/REPO:pull_request")} for a pull request, ${name("repo:OWNER/REPO:ref:refs/heads/BRANCH")} for a branch, ${name("repo:OWNER/REPO:ref:refs/tags/TAG")} for a tag. For repositories that were created, renamed or transferred after July 15, 2026, it begins with ${name("repo:OWNER@OWNER-ID/REPO@REPO-ID:")}.`,
  gitlab: say`Compare the subject (${name("sub")}). GitLab writes ${name("project_path:GROUP/PROJECT:ref_type:branch:ref:BRANCH")} for a branch, ${name("project_path:GROUP/PROJECT:ref_type:tag:ref:TAG")} for a tag.`,
  kubernetes: say`Compare the subject (${name("sub")}). Kubernetes writes ${name("system:serviceaccount:NAMESPACE:SERVICE-ACCOUNT")}.`,
  terraform: say`Compare the subject (${name("sub")}). HCP Terraform writes ${name("organization:ORG:project:PROJECT:workspace:WORKSPACE:run_phase:plan")}, with ${name("run_phase:apply")} when it applies.`,
  circleci: say`Compare the subject (${name("sub")}). CircleCI writes ${name("org/ORGANIZATION-ID/project/PROJECT-ID/user/USER-ID")}.`,
  buildkite: say`Compare the subject (${name("sub")}). Buildkite writes ${name("organization:ORG:pipeline:PIPELINE:ref:REF:commit:COMMIT:step:STEP")}.`,
  bitbucket: say`Compare the subject (${name("sub")}). Bitbucket writes ${name("{REPOSITORY-UUID}:{STEP-UUID}")}, and ${name("{REPOSITORY-UUID}:{ENVIRONMENT-UUID}:{STEP-UUID}")} for a deployment.`,
};
