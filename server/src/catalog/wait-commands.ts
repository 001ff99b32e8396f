/**
 * Commands as `ec2 wait instance-running`, and the operation that each calls until it says so. Source: the pages of the
 * commands in the AWS CLI Command Reference ("polling with describe-instances").
 */

/** `command` as `instance-running`; undefined if it is not known. */
export function operationOfWait(service: string, command: string): string | undefined {
  return WAITED.get(`${service} ${command.replaceAll("-", "").toLowerCase()}`);
}

/** As `ec2 wait instancerunning`: how the AWS CLI takes them but for the dashes. */
export function waitCommands(): readonly string[] {
  return [...WAITED.keys()].map((key) => key.replace(" ", " wait "));
}

/** Service of the AWS CLI, what it waits for and, after `=`, the operation. */
const COMMANDS = `
acm AcmeDomainValidationDeleted AcmeDomainValidationValidated = DescribeAcmeDomainValidation
acm AcmeEndpointActive AcmeEndpointDeleted = DescribeAcmeEndpoint
acm CertificateValidated = DescribeCertificate
acm-pca AuditReportCreated = DescribeCertificateAuthorityAuditReport
acm-pca CertificateAuthorityCSRCreated = GetCertificateAuthorityCsr
acm-pca CertificateIssued = GetCertificate
appconfig DeploymentComplete = GetDeployment
appconfig EnvironmentReadyForDeployment = GetEnvironment
appstream FleetStarted FleetStopped = DescribeFleets
cloudcontrol ResourceRequestSuccess = GetResourceRequestStatus
cloudformation ChangeSetCreateComplete = DescribeChangeSet
cloudformation StackCreateComplete StackDeleteComplete StackExists StackImportComplete = DescribeStacks
cloudformation StackRefactorCreateComplete StackRefactorExecuteComplete = DescribeStackRefactor
cloudformation StackRollbackComplete StackUpdateComplete = DescribeStacks
cloudformation TypeRegistrationComplete = DescribeTypeRegistration
cloudfront DistributionDeployed = GetDistribution
cloudfront InvalidationCompleted = GetInvalidation
cloudfront InvalidationForDistributionTenantCompleted = GetInvalidationForDistributionTenant
cloudfront StreamingDistributionDeployed = GetStreamingDistribution
cloudwatch AlarmExists CompositeAlarmExists LogAlarmExists = DescribeAlarms
cloudwatch AlarmMuteRuleExists = GetAlarmMuteRule
deploy DeploymentSuccessful = GetDeployment
dms EndpointDeleted = DescribeEndpoints
dms MetadataModelCreated MetadataModelCreationCancelled = DescribeMetadataModelCreations
dms MetadataModelImported = DescribeMetadataModelImports
dms ReplicationInstanceAvailable ReplicationInstanceDeleted = DescribeReplicationInstances
dms ReplicationTaskDeleted ReplicationTaskReady ReplicationTaskRunning = DescribeReplicationTasks
dms ReplicationTaskStopped = DescribeReplicationTasks
dms TestConnectionSucceeds = DescribeConnections
docdb DBInstanceAvailable DBInstanceDeleted = DescribeDBInstances
dynamodb ContributorInsightsEnabled = DescribeContributorInsights
dynamodb ExportCompleted = DescribeExport
dynamodb ImportCompleted = DescribeImport
dynamodb KinesisStreamingDestinationActive = DescribeKinesisStreamingDestination
dynamodb TableExists TableNotExists = DescribeTable
ec2 BundleTaskComplete = DescribeBundleTasks
ec2 ConversionTaskCancelled ConversionTaskCompleted ConversionTaskDeleted = DescribeConversionTasks
ec2 CustomerGatewayAvailable = DescribeCustomerGateways
ec2 ExportTaskCancelled ExportTaskCompleted = DescribeExportTasks
ec2 ImageAvailable ImageExists = DescribeImages
ec2 ImageUsageReportAvailable = DescribeImageUsageReports
ec2 InstanceExists InstanceRunning InstanceStopped InstanceTerminated = DescribeInstances
ec2 InstanceStatusOk SystemStatusOk = DescribeInstanceStatus
ec2 InternetGatewayExists = DescribeInternetGateways
ec2 KeyPairExists = DescribeKeyPairs
ec2 NatGatewayAvailable NatGatewayDeleted = DescribeNatGateways
ec2 NetworkInterfaceAvailable = DescribeNetworkInterfaces
ec2 PasswordDataAvailable = GetPasswordData
ec2 SecondaryNetworkCreateComplete SecondaryNetworkDeleteComplete = DescribeSecondaryNetworks
ec2 SecondarySubnetCreateComplete SecondarySubnetDeleteComplete = DescribeSecondarySubnets
ec2 SecurityGroupExists = DescribeSecurityGroups
ec2 SecurityGroupVpcAssociationAssociated = DescribeSecurityGroupVpcAssociations
ec2 SecurityGroupVpcAssociationDisassociated = DescribeSecurityGroupVpcAssociations
ec2 SnapshotCompleted = DescribeSnapshots
ec2 SnapshotImported = DescribeImportSnapshotTasks
ec2 SpotInstanceRequestFulfilled = DescribeSpotInstanceRequests
ec2 StoreImageTaskComplete = DescribeStoreImageTasks
ec2 SubnetAvailable = DescribeSubnets
ec2 VolumeAvailable VolumeDeleted VolumeInUse = DescribeVolumes
ec2 VpcAvailable VpcExists = DescribeVpcs
ec2 VpcPeeringConnectionDeleted VpcPeeringConnectionExists = DescribeVpcPeeringConnections
ec2 VpnConnectionAvailable VpnConnectionDeleted = DescribeVpnConnections
ecr ImageScanComplete = DescribeImageScanFindings
ecr LifecyclePolicyPreviewComplete = GetLifecyclePolicyPreview
ecs DaemonActive = DescribeDaemon
ecs DaemonDeploymentStopped DaemonDeploymentSuccessful = DescribeDaemonDeployments
ecs DaemonTaskDefinitionActive DaemonTaskDefinitionDeleted = DescribeDaemonTaskDefinition
ecs ServicesInactive ServicesStable = DescribeServices
ecs TasksRunning TasksStopped = DescribeTasks
eks AddonActive AddonDeleted = DescribeAddon
eks CertificateAuthorityUpdateComplete = DescribeUpdate
eks ClusterActive ClusterDeleted = DescribeCluster
eks FargateProfileActive FargateProfileDeleted = DescribeFargateProfile
eks NodegroupActive NodegroupDeleted = DescribeNodegroup
elasticache CacheClusterAvailable CacheClusterDeleted = DescribeCacheClusters
elasticache ReplicationGroupAvailable ReplicationGroupDeleted = DescribeReplicationGroups
elasticbeanstalk EnvironmentExists EnvironmentTerminated EnvironmentUpdated = DescribeEnvironments
elb AnyInstanceInService InstanceDeregistered InstanceInService = DescribeInstanceHealth
elbv2 LoadBalancerAvailable LoadBalancerExists LoadBalancersDeleted = DescribeLoadBalancers
elbv2 TargetDeregistered TargetInService = DescribeTargetHealth
emr ClusterRunning ClusterTerminated = DescribeCluster
emr StepComplete = DescribeStep
iam InstanceProfileExists = GetInstanceProfile
iam PolicyExists = GetPolicy
iam RoleExists = GetRole
iam UserExists = GetUser
kinesis ChannelActive = DescribeChannel
kinesis StreamExists StreamNotExists = DescribeStream
lambda FunctionActive FunctionUpdated PublishedVersionActive = GetFunctionConfiguration
lambda FunctionActiveV2 FunctionExists FunctionUpdatedV2 = GetFunction
lexv2-models BotAliasAvailable = DescribeBotAlias
lexv2-models BotAvailable = DescribeBot
lexv2-models BotExportCompleted = DescribeExport
lexv2-models BotImportCompleted = DescribeImport
lexv2-models BotLocaleBuilt BotLocaleCreated BotLocaleExpressTestingAvailable = DescribeBotLocale
lexv2-models BotVersionAvailable = DescribeBotVersion
medialive ChannelCreated ChannelDeleted ChannelRunning ChannelStopped = DescribeChannel
medialive ChannelPlacementGroupAssigned ChannelPlacementGroupDeleted = DescribeChannelPlacementGroup
medialive ChannelPlacementGroupUnassigned = DescribeChannelPlacementGroup
medialive ClusterCreated ClusterDeleted = DescribeCluster
medialive InputAttached InputDeleted InputDetached = DescribeInput
medialive MultiplexCreated MultiplexDeleted MultiplexRunning MultiplexStopped = DescribeMultiplex
medialive NodeDeregistered NodeRegistered = DescribeNode
medialive SignalMapCreated SignalMapMonitorDeleted SignalMapMonitorDeployed SignalMapUpdated = GetSignalMap
neptune DBInstanceAvailable DBInstanceDeleted = DescribeDBInstances
rds DBClusterAvailable DBClusterDeleted = DescribeDBClusters
rds DBClusterSnapshotAvailable DBClusterSnapshotDeleted = DescribeDBClusterSnapshots
rds DBInstanceAvailable DBInstanceDeleted = DescribeDBInstances
rds DBSnapshotAvailable DBSnapshotCompleted DBSnapshotDeleted = DescribeDBSnapshots
rds TenantDatabaseAvailable TenantDatabaseDeleted = DescribeTenantDatabases
redshift ClusterAvailable ClusterDeleted ClusterRestored = DescribeClusters
redshift SnapshotAvailable = DescribeClusterSnapshots
route53 ResourceRecordSetsChanged = GetChange
s3api BucketExists BucketNotExists = HeadBucket
s3api ObjectExists ObjectNotExists = HeadObject
sagemaker EndpointDeleted EndpointInService = DescribeEndpoint
sagemaker ImageCreated ImageDeleted ImageUpdated = DescribeImage
sagemaker ImageVersionCreated ImageVersionDeleted = DescribeImageVersion
sagemaker NotebookInstanceDeleted NotebookInstanceInService NotebookInstanceStopped = DescribeNotebookInstance
sagemaker ProcessingJobCompletedOrStopped = DescribeProcessingJob
sagemaker TrainingJobCompletedOrStopped = DescribeTrainingJob
sagemaker TransformJobCompletedOrStopped = DescribeTransformJob
ses IdentityExists = GetIdentityVerificationAttributes
signer SuccessfulSigningJob = DescribeSigningJob
ssm CommandExecuted = GetCommandInvocation
transfer ServerOffline ServerOnline = DescribeServer
`;

const WAITED: ReadonlyMap<string, string> = new Map(
  COMMANDS.trim()
    .split("\n")
    .flatMap((line): readonly (readonly [string, string])[] => {
      const [left = "", operation = ""] = line.split(" = ");
      const [service = "", ...commands] = left.split(" ");
      return commands.map((command) => [`${service} ${command.toLowerCase()}`, operation]);
    }),
);
