/** Systems other than AWS by their names, and where each keeps its permissions. */
import { type OtherSystem } from "../message/other-systems.ts";
import { name, type Phrase, say } from "../wording/phrase.ts";

/** Whose refusal it is and where to look, in one sentence. */
export function systemInWords(system: OtherSystem): Phrase {
  return SENTENCES[system];
}

const SENTENCES: Readonly<Record<OtherSystem, Phrase>> = {
  "alibaba-cloud": say`The refusal comes from Alibaba Cloud: look at the RAM policies there.`,
  azure: say`The refusal comes from Azure: look at the role assignments there.`,
  cloudflare: say`The refusal comes from Cloudflare: one of its firewall rules blocked the request before it reached the site.`,
  "container-registry": say`The refusal comes from a container registry other than Amazon ECR: log in to it, and check the name of the image.`,
  database: say`The refusal comes from the database itself: look at the grants of the database user.`,
  github: say`The refusal comes from GitHub: look at the ${name("permissions")} of the workflow and of the app, and at the scopes of the token.`,
  gitlab: say`The refusal comes from GitLab: look at the role in the project and at the scopes of the token.`,
  "google-cloud": say`The refusal comes from Google Cloud: look at the IAM roles of the account in the Google Cloud project.`,
  hadoop: say`The refusal comes from Hadoop itself: look at the file permissions of HDFS, then at the policies of Apache Ranger.`,
  "huawei-cloud": say`The refusal comes from Huawei Cloud, which words it like AWS: look at the IAM policies there.`,
  kubernetes: say`The refusal comes from Kubernetes: look at the roles and role bindings (RBAC) of the caller, and for EKS at its access entries.`,
  network: say`Nobody refused it: the network did not reach the service; look at the endpoint, security groups, routes and proxy.`,
  opensearch: say`The refusal comes from the access control inside OpenSearch: look at its roles and their mappings.`,
  "operating-system": say`The refusal comes from the operating system: look at the owner and the mode of the file.`,
  "oracle-cloud": say`The refusal comes from Oracle Cloud: look at the policies there.`,
  "package-registry": say`The refusal comes from a package registry: look at the token and at who may publish the package.`,
  "s3-compatible": say`The refusal comes from a storage service that speaks like Amazon S3: look at its own keys and policies.`,
  snowflake: say`Snowflake could not do it: for ${name("Error assuming AWS_ROLE")} the trust policy of the role has to name Snowflake's user and external ID, as DESC INTEGRATION shows them; for anything else look at the grants in Snowflake.`,
  ssh: say`The refusal comes from SSH: look at the key and the user name.`,
  "tencent-cloud": say`The refusal comes from Tencent Cloud: look at the CAM policies there.`,
  "terraform-cloud": say`The refusal comes from HCP Terraform: look at the token and at the permissions of the team.`,
  vault: say`The refusal comes from Vault: look at the policies of the token there.`,
};
