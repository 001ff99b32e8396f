/** What is said of a token that may not assume a role, and what the subject of a token looks like, by its issuer. */
import { type Explanation } from "../denial/explanation.ts";
import { type TokenIssuer } from "../policy/token-issuers.ts";
import { counted, name, type Phrase, say, sentences } from "../wording/phrase.ts";

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

/** The heading where neither the role nor the token is known. */
export function tokenTitle({ request }: Explanation): Phrase {
  const token = tokenInWords(request.action);
  return request.resource === undefined
    ? say`The message names neither the role nor the ${token}`
    : say`The message does not say what the ${token} contains`;
}

function tokenInWords(action: string | undefined): string {
  return action?.toLowerCase() === "sts:assumerolewithsaml" ? "SAML assertion" : "token";
}

/** Statements that name a provider of such tokens, and whether one of them also allows the action. */
export function tokenUnknown({ nearMisses, request }: Explanation): Phrase {
  const action = name(request.action ?? "");
  const decides = say`The trust policy of the role decides who may call ${action}.`;
  const tokens = `${tokenInWords(request.action)}s of an identity provider`;
  const isOf = (misses: readonly unknown[]): Phrase =>
    misses.length === 1 ? say`One statement here` : say`${counted(misses.length)} statements here`;
  const accepting = nearMisses.filter(({ elements }) =>
    elements.every(({ element, truth }) => element !== "action" || truth !== "no"),
  );
  if (nearMisses.length === 0) return sentences(decides, say`No trust policy here accepts ${tokens}.`);
  if (accepting.length === 0) {
    const [names, has] = nearMisses.length === 1 ? ["names", "it has"] : ["name", "they have"];
    return sentences(
      decides,
      say`${isOf(nearMisses)} ${names} an identity provider, but ${has} another action: write ${action} there.`,
    );
  }
  return sentences(decides, say`${isOf(accepting)} ${accepting.length === 1 ? "accepts" : "accept"} ${tokens}.`);
}
