/**
 * What CloudFormation's resource types hold in their properties, policy documents and what only looks like one. Source:
 * the resource type reference of the "AWS CloudFormation Template Reference Guide", and for AWS::Serverless the "AWS
 * Serverless Application Model Developer Guide".
 */
import { type PolicyHolderName } from "../../policy/kinds.ts";
import { type PolicyKind } from "../../policy/policy.ts";

/** What a property holds: a policy of a kind, or a document with a Statement that IAM has nothing to do with. */
export type PropertyContent = PolicyKind | "other-document";

/** `path`: the keys from `Properties` to the document, joined by dots; `[]` stands for a position in a list. */
export function contentOfProperty(type: string, path: string): PropertyContent | undefined {
  return CONTENTS.get(`${type} ${path}`);
}

/** Of what the policy in a property of the type is, or how IAM keeps it. */
export function holderOfType(type: string): PolicyHolderName | undefined {
  return HOLDERS.get(type);
}

const HOLDERS: ReadonlyMap<string, PolicyHolderName> = new Map<string, PolicyHolderName>([
  ["AWS::Backup::BackupVault", "vault"],
  ["AWS::ECR::RegistryPolicy", "registry"],
  ["AWS::ECR::Repository", "repository"],
  ["AWS::Elasticsearch::Domain", "domain"],
  ["AWS::IAM::Group", "group"],
  ["AWS::IAM::GroupPolicy", "group"],
  ["AWS::IAM::ManagedPolicy", "managed"],
  ["AWS::IAM::Policy", "inline"],
  ["AWS::IAM::Role", "role"],
  ["AWS::IAM::RolePolicy", "role"],
  ["AWS::IAM::User", "user"],
  ["AWS::IAM::UserPolicy", "user"],
  ["AWS::KMS::Key", "key"],
  ["AWS::KMS::ReplicaKey", "key"],
  ["AWS::OpenSearchService::Domain", "domain"],
  ["AWS::S3::BucketPolicy", "bucket"],
  ["AWS::SSO::PermissionSet", "permission-set"],
  ["AWS::Serverless::Function", "role"],
  ["AWS::Serverless::StateMachine", "role"],
  ["AWS::SNS::TopicInlinePolicy", "topic"],
  ["AWS::SNS::TopicPolicy", "topic"],
  ["AWS::SQS::QueueInlinePolicy", "queue"],
  ["AWS::SQS::QueuePolicy", "queue"],
]);

/** An organization's policy says in a property of its own what it is. */
export const ORGANIZATION_POLICY = "AWS::Organizations::Policy";

/** Others are tag policies, backup policies and their like. */
export const ORGANIZATION_KINDS: ReadonlyMap<string, PolicyKind> = new Map([
  ["SERVICE_CONTROL_POLICY", "scp"],
  ["RESOURCE_CONTROL_POLICY", "rcp"],
]);

/** A single statement beside other properties. */
export const SINGLE_STATEMENT = "AWS::Events::EventBusPolicy";

const PROPERTIES: readonly (readonly [content: PropertyContent, places: readonly string[]])[] = [
  [
    "identity",
    [
      "AWS::IAM::Policy PolicyDocument",
      "AWS::IAM::ManagedPolicy PolicyDocument",
      "AWS::IAM::RolePolicy PolicyDocument",
      "AWS::IAM::UserPolicy PolicyDocument",
      "AWS::IAM::GroupPolicy PolicyDocument",
      "AWS::IAM::Role Policies[].PolicyDocument",
      "AWS::IAM::User Policies[].PolicyDocument",
      "AWS::IAM::Group Policies[].PolicyDocument",
      "AWS::SSO::PermissionSet InlinePolicy",
      "AWS::Serverless::Function Policies",
      "AWS::Serverless::Function Policies[]",
      "AWS::Serverless::StateMachine Policies",
      "AWS::Serverless::StateMachine Policies[]",
    ],
  ],
  ["scp", ["OC::ORG::ServiceControlPolicy PolicyDocument"]],
  ["trust", ["AWS::IAM::Role AssumeRolePolicyDocument", "AWS::Serverless::Function AssumeRolePolicyDocument"]],
  [
    "session",
    [
      "AWS::Transfer::User Policy",
      "AWS::RolesAnywhere::Profile SessionPolicy",
      "AWS::EKS::PodIdentityAssociation Policy",
    ],
  ],
  [
    "vpc-endpoint",
    [
      "AWS::EC2::VPCEndpoint PolicyDocument",
      "AWS::ODB::OdbNetwork S3PolicyDocument",
      "AWS::ODB::OdbNetwork StsPolicyDocument",
      "AWS::ODB::OdbNetwork KmsPolicyDocument",
    ],
  ],
  ["iot", ["AWS::IoT::Policy PolicyDocument"]],
  [
    "resource",
    [
      "AWS::Organizations::ResourcePolicy Content",
      "AWS::S3::BucketPolicy PolicyDocument",
      "AWS::S3::AccessPoint Policy",
      "AWS::S3::MultiRegionAccessPointPolicy Policy",
      "AWS::S3Express::BucketPolicy PolicyDocument",
      "AWS::S3Express::AccessPoint Policy",
      "AWS::S3ObjectLambda::AccessPointPolicy PolicyDocument",
      "AWS::S3Outposts::BucketPolicy PolicyDocument",
      "AWS::S3Outposts::AccessPoint Policy",
      "AWS::S3Tables::TableBucketPolicy ResourcePolicy",
      "AWS::S3Tables::TablePolicy ResourcePolicy",
      "AWS::S3Vectors::VectorBucketPolicy Policy",
      "AWS::S3Files::FileSystemPolicy Policy",
      "AWS::FSx::S3AccessPointAttachment S3AccessPoint.Policy",
      "AWS::KMS::Key KeyPolicy",
      "AWS::KMS::ReplicaKey KeyPolicy",
      "AWS::PaymentCryptography::Key Policy",
      "AWS::SQS::QueuePolicy PolicyDocument",
      "AWS::SQS::QueueInlinePolicy PolicyDocument",
      "AWS::SNS::TopicPolicy PolicyDocument",
      "AWS::SNS::TopicInlinePolicy PolicyDocument",
      "AWS::SecretsManager::ResourcePolicy ResourcePolicy",
      "AWS::DynamoDB::Table ResourcePolicy.PolicyDocument",
      "AWS::DynamoDB::Table StreamSpecification.ResourcePolicy.PolicyDocument",
      "AWS::DynamoDB::GlobalTable Replicas[].ResourcePolicy.PolicyDocument",
      "AWS::DynamoDB::GlobalTable Replicas[].ReplicaStreamSpecification.ResourcePolicy.PolicyDocument",
      "AWS::Kinesis::ResourcePolicy ResourcePolicy",
      "AWS::Lambda::ResourcePolicy PolicyDocument",
      "AWS::ECR::Repository RepositoryPolicyText",
      "AWS::ECR::PublicRepository RepositoryPolicyText",
      "AWS::ECR::RegistryPolicy PolicyText",
      "AWS::ECR::RepositoryCreationTemplate RepositoryPolicy",
      "AWS::EFS::FileSystem FileSystemPolicy",
      "AWS::Elasticsearch::Domain AccessPolicies",
      "AWS::OpenSearchService::Domain AccessPolicies",
      "AWS::OSIS::Pipeline ResourcePolicy.Policy",
      "AWS::ApiGateway::RestApi Policy",
      "AWS::ApiGateway::DomainNameV2 Policy",
      "AWS::Events::EventBus Policy",
      "AWS::Events::EventBusPolicy Statement",
      "AWS::EventsV2::ResourcePolicy PolicyDocument",
      "AWS::EventSchemas::RegistryPolicy Policy",
      "AWS::Backup::BackupVault AccessPolicy",
      "AWS::Backup::LogicallyAirGappedBackupVault AccessPolicy",
      "AWS::CloudTrail::ResourcePolicy ResourcePolicy",
      "AWS::CodeArtifact::Domain PermissionsPolicyDocument",
      "AWS::CodeArtifact::Repository PermissionsPolicyDocument",
      "AWS::Logs::ResourcePolicy PolicyDocument",
      "AWS::Logs::LogGroup ResourcePolicyDocument",
      "AWS::Logs::Destination DestinationPolicy",
      "AWS::Logs::DeliveryDestination DeliveryDestinationPolicy.DeliveryDestinationPolicy",
      "AWS::Oam::Sink Policy",
      "AWS::MSK::ClusterPolicy Policy",
      "AWS::Redshift::Cluster NamespaceResourcePolicy",
      "AWS::RedshiftServerless::Namespace NamespaceResourcePolicy",
      "AWS::DSQL::Cluster PolicyDocument",
      "AWS::SageMaker::ModelPackageGroup ModelPackageGroupPolicy",
      "AWS::Bedrock::ResourcePolicy PolicyDocument",
      "AWS::Bedrock::KnowledgeBasePolicy PolicyDocument",
      "AWS::BedrockAgentCore::ResourcePolicy Policy",
      "AWS::AIOps::InvestigationGroup InvestigationGroupPolicy",
      "AWS::APS::ResourcePolicy PolicyDocument",
      "AWS::XRay::ResourcePolicy PolicyDocument",
      "AWS::RUM::AppMonitor ResourcePolicy.PolicyDocument",
      "AWS::SSM::ResourcePolicy Policy",
      "AWS::VpcLattice::AuthPolicy Policy",
      "AWS::VpcLattice::ResourcePolicy Policy",
      "AWS::Lex::ResourcePolicy Policy",
      "AWS::Comprehend::DocumentClassifier ModelPolicy",
      "AWS::Comprehend::EntityRecognizer ModelPolicy",
      "AWS::MediaStore::Container Policy",
      "AWS::MediaPackageV2::ChannelPolicy Policy",
      "AWS::MediaPackageV2::OriginEndpointPolicy Policy",
      "AWS::MediaTailor::ChannelPolicy Policy",
      "AWS::Omics::SequenceStore S3AccessPolicy",
      "AWS::SMSVOICE::ResourcePolicy PolicyDocument",
    ],
  ],
  // What to mask or report in logs and messages, and which lines a firewall lets through.
  [
    "other-document",
    [
      "AWS::Logs::AccountPolicy PolicyDocument",
      "AWS::Logs::LogGroup DataProtectionPolicy",
      // Effect, Action and Condition, of which RAM makes a policy for each resource that is shared.
      "AWS::RAM::Permission PolicyTemplate",
      "AWS::SNS::Subscription FilterPolicy",
      "AWS::SNS::Topic DataProtectionPolicy",
    ],
  ],
];

const CONTENTS: ReadonlyMap<string, PropertyContent> = new Map(
  PROPERTIES.flatMap(([content, places]) => places.map((place) => [place, content] as const)),
);

/** The properties of a type of resource that hold a policy each; `Policies` holds named ones. */
export function policyProperties(type: string): readonly string[] {
  const places = [...CONTENTS].flatMap(([place, content]) =>
    place.startsWith(`${type} `) && content !== "other-document" ? [place.slice(type.length + 1)] : [],
  );
  if (type === SINGLE_STATEMENT) return [];
  // `Policies` of AWS SAM has statements, and names of policies, in one list.
  const names = places.map((path) => (path === NAMED_POLICIES ? "Policies" : path === "Policies" ? "" : path));
  return names.filter((name) => /^\w+$/.test(name)).sort();
}

const NAMED_POLICIES = "Policies[].PolicyDocument";

/** Of whose policies a whole one is offered; that of a registry is none of its repositories. */
export function serviceOfType(type: string): string {
  return type === "AWS::ECR::RegistryPolicy" ? "" : (type.split("::")[1] ?? "").toLowerCase();
}
