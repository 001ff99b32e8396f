/**
 * The subjects that issuers of web identity tokens write. Sources: GitHub Docs, "OpenID Connect reference"; GitLab Docs,
 * "OpenID Connect (OIDC) Authentication Using ID Tokens"; Amazon EKS User Guide, "Assign IAM roles to Kubernetes service
 * accounts"; HCP Terraform, "Workload identity"; CircleCI Docs, "OpenID Connect tokens"; Bitbucket Support, "Integrate
 * Pipelines with resource servers using OIDC".
 */
import { type Effort } from "../domains/effort.ts";
import { findText } from "../domains/shape-search.ts";
import {
  ANYTHING,
  KIND,
  literalShape,
  NO_COLON,
  NO_SEPARATOR,
  run,
  type ShapeItem,
  type TextShape,
} from "../domains/text-shape.ts";
import { type TokenIssuer } from "./token-issuers.ts";

/** Is it certain that no subject of the issuer's tokens is among the texts of the shape? */
export function isNoSubject(issuer: TokenIssuer, texts: TextShape, effort: Effort): boolean {
  const subjects = SUBJECTS[issuer];
  if (subjects === undefined) return false;
  const groups = [
    { wanted: true, shapes: [texts] },
    { wanted: true, shapes: subjects },
  ];
  return findText(groups, effort).state === "none";
}

/** Between two colons, or two slashes. */
const PART = run(NO_COLON);
const SEGMENT = run(NO_SEPARATOR);
const REST = run(ANYTHING);

function shape(...parts: readonly (string | ShapeItem)[]): TextShape {
  return parts.flatMap((part) => (typeof part === "string" ? literalShape(part) : [part]));
}

/** What an organization may choose for its subjects, besides `repo`, `ref` and `context`; `:` in a value is written `%3A`. */
const GITHUB_CLAIMS = [
  "actor",
  "actor_id",
  "aud",
  "base_ref",
  "check_run_id",
  "enterprise",
  "enterprise_id",
  "environment",
  "event_name",
  "head_ref",
  "iss",
  "job_workflow_ref",
  "job_workflow_sha",
  "ref_protected",
  "ref_type",
  "repository",
  "repository_id",
  "repository_owner",
  "repository_owner_id",
  "repository_visibility",
  "run_attempt",
  "run_id",
  "run_number",
  "runner_environment",
  "sha",
  "workflow",
  "workflow_ref",
  "workflow_sha",
];

/** One claim and whatever follows, behind what the claims before it have come to. */
function githubShapes(...before: readonly (string | ShapeItem)[]): readonly TextShape[] {
  return [
    shape(...before, "pull_request"),
    shape(...before, "pull_request:", REST),
    shape(...before, "ref:refs/", REST),
    shape(...before, "repo_property_", REST),
    ...GITHUB_CLAIMS.map((claim) => shape(...before, `${claim}:`, REST)),
  ];
}

/** Undefined where the subject is the user's to choose. */
const SUBJECTS: Readonly<Record<TokenIssuer, readonly TextShape[] | undefined>> = {
  github: [
    shape("repo:", SEGMENT, "/", SEGMENT),
    ...githubShapes("repo:", SEGMENT, "/", SEGMENT, ":"),
    ...githubShapes(),
  ],
  // GitLab signs people in as well, by their number.
  gitlab: [shape("project_path:", REST), shape(run(KIND.digit))],
  kubernetes: [shape("system:serviceaccount:", PART, ":", PART)],
  terraform: [
    shape("organization:", PART, ":project:", PART, ":workspace:", PART, ":run_phase:", PART),
    shape("organization:", PART, ":project:", PART, ":stack:", REST),
  ],
  circleci: [shape("org/", SEGMENT, "/project/", SEGMENT, "/user/", REST)],
  bitbucket: [shape("{", REST, "}:{", REST, "}")],
  buildkite: undefined,
};
