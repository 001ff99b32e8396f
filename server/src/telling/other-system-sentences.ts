/** Systems other than AWS by their names, and where each keeps its permissions. */
import { type OtherSystem } from "../message/other-systems.ts";
import { name, type Phrase, say } from "../wording/phrase.ts";

/** Whose refusal it is, in a sentence. */
export function systemInWords(system: OtherSystem): Phrase {
  return SYSTEMS[system].whose;
}

/** Where to look, in a sentence. */
export function lookInSystem(system: OtherSystem): Phrase {
  return SYSTEMS[system].look;
}

interface SystemWords {
  readonly whose: Phrase;
  readonly look: Phrase;
}

const SYSTEMS: Readonly<Record<OtherSystem, SystemWords>> = {
  "alibaba-cloud": {
    whose: say`The refusal comes from Alibaba Cloud.`,
    look: say`Look at the RAM policies there.`,
  },
  application: {
    whose: say`The refusal comes from an application, by its own permissions.`,
    look: say`Look at the roles and permissions that the application gives to its users.`,
  },
  azure: {
    whose: say`The refusal comes from Azure.`,
    look: say`Look at the role assignments there.`,
  },
  cloudflare: {
    whose: say`The refusal comes from Cloudflare: one of its firewall rules blocked the request before it reached the site.`,
    look: say`Ask whoever runs the site which firewall rule blocked the request.`,
  },
  "container-registry": {
    whose: say`The refusal comes from a container registry other than Amazon ECR.`,
    look: say`Log in to the registry, and check the name of the image.`,
  },
  database: {
    whose: say`The refusal comes from the database itself.`,
    look: say`Look at the grants of the database user. If it signs in with IAM, look at its permission for ${name("rds-db:connect")} and at the age of the token, which is valid for 15 minutes.`,
  },
  github: {
    whose: say`The refusal comes from GitHub.`,
    look: say`Look at the ${name("permissions")} of the workflow and of the app, and at the scopes of the token.`,
  },
  gitlab: {
    whose: say`The refusal comes from GitLab.`,
    look: say`Look at the role in the project and at the scopes of the token.`,
  },
  "google-cloud": {
    whose: say`The refusal comes from Google Cloud.`,
    look: say`Look at the IAM roles of the account in the Google Cloud project.`,
  },
  hadoop: {
    whose: say`The refusal comes from Hadoop itself.`,
    look: say`Look at the file permissions of HDFS, then at the policies of Apache Ranger.`,
  },
  "huawei-cloud": {
    whose: say`The refusal comes from Huawei Cloud, which uses the same words as AWS.`,
    look: say`Look at the IAM policies there.`,
  },
  kafka: {
    whose: say`The refusal comes from Kafka.`,
    look: say`Look at the ACLs of the cluster. If clients of Amazon MSK sign in with IAM, look at the ${name("kafka-cluster")} actions that the client's role allows on the cluster, topic and group.`,
  },
  kubernetes: {
    whose: say`The refusal comes from Kubernetes.`,
    look: say`Look at the roles and role bindings (RBAC) of the caller, and for EKS at its access entries.`,
  },
  network: {
    whose: say`Nothing was refused: the request did not reach the service.`,
    look: say`Look at the endpoint, security groups, routes and proxy.`,
  },
  opensearch: {
    whose: say`The refusal comes from the access control inside OpenSearch.`,
    look: say`Look at its roles and their mappings.`,
  },
  "operating-system": {
    whose: say`The refusal comes from the operating system.`,
    look: say`Look at who owns the file and who may use it.`,
  },
  "oracle-cloud": {
    whose: say`The refusal comes from Oracle Cloud.`,
    look: say`Look at the policies there.`,
  },
  "package-registry": {
    whose: say`The refusal comes from a package registry.`,
    look: say`Look at the token and at who may publish the package.`,
  },
  "s3-compatible": {
    whose: say`The refusal comes from a storage service with an S3-compatible API, not from Amazon S3.`,
    look: say`Look at its own keys and policies.`,
  },
  snowflake: {
    whose: say`The refusal comes from Snowflake.`,
    look: say`For ${name("Error assuming AWS_ROLE")}, compare the trust policy of the role with the user and external ID that DESC INTEGRATION shows. For anything else, look at the grants in Snowflake.`,
  },
  ssh: {
    whose: say`The refusal comes from SSH.`,
    look: say`Look at the key and the user name.`,
  },
  "tencent-cloud": {
    whose: say`The refusal comes from Tencent Cloud.`,
    look: say`Look at the CAM policies there.`,
  },
  "terraform-cloud": {
    whose: say`The refusal comes from HCP Terraform.`,
    look: say`Look at the token and at the permissions of the team.`,
  },
  vault: {
    whose: say`The refusal comes from Vault.`,
    look: say`Look at the policies of the token there.`,
  },
  "yandex-cloud": {
    whose: say`The refusal comes from Yandex Cloud.`,
    look: say`Look at the access key and at the roles of its service account there.`,
  },
  "web-server": {
    whose: say`Nothing in the text comes from AWS: a web server or another API answered with status 403.`,
    look: say`Ask whoever runs that server which rule refused the call, and with which credentials it works.`,
  },
};
