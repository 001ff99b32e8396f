/**
 * API operations and commands of the AWS CLI that need other permissions than the one of their name: several, none, or those
 * of the operations that a command calls. Operations whose one permission has another name are in `operation-exceptions.ts`.
 */

export interface OperationPermissions {
  /** Empty where no permission is needed. */
  readonly needs: readonly NeededAccess[];
  /** The title of AWS's page that says so. */
  readonly page: string;
}

export interface NeededAccess {
  /** As `s3:GetObject`. */
  readonly actions: readonly string[];
  /** An ARN with names to fill in, as `<bucket>`; undefined for the ARNs that the reference lists for the actions. */
  readonly resource?: string;
}

/** `operation` in lower case; undefined for all that need just one permission. */
export function permissionsOfOperation(prefix: string, operation: string): OperationPermissions | undefined {
  return OPERATIONS.get(`${prefix}:${operation}`);
}

/** Of a command that is no API operation. `service` and `command` as the AWS CLI names them. */
export function permissionsOfCommand(service: string, command: string): OperationPermissions | undefined {
  return COMMANDS.get(`${service} ${command}`);
}

/** As `ecr get-login-password`. */
export function cliCommands(): readonly string[] {
  return [...COMMANDS.keys()];
}

const S3_PAGE = "Required permissions for Amazon S3 API operations";
const COPY: OperationPermissions = {
  page: S3_PAGE,
  needs: [
    { actions: ["s3:GetObject"], resource: "arn:aws:s3:::<source-bucket>/<source-object>" },
    { actions: ["s3:PutObject"], resource: "arn:aws:s3:::<destination-bucket>/<destination-object>" },
  ],
};
const PARTIQL: OperationPermissions = {
  page: "IAM security policies with PartiQL for DynamoDB",
  needs: [
    {
      actions: ["dynamodb:PartiQLSelect", "dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate", "dynamodb:PartiQLDelete"],
      resource: "arn:aws:dynamodb:*:*:table/<table>",
    },
  ],
};

/** A token of the service, and one of STS for it. */
function bearerToken(action: string): OperationPermissions {
  return {
    page: "Service bearer tokens",
    needs: [{ actions: [action] }, { actions: ["sts:GetServiceBearerToken"], resource: "*" }],
  };
}

/** The token is made without a call; connecting with it is what needs the permission. */
function dsqlConnection(action: string): OperationPermissions {
  return { page: "Authentication and authorization for Aurora DSQL", needs: [{ actions: [action] }] };
}

const OPERATIONS: ReadonlyMap<string, OperationPermissions> = new Map([
  [
    "s3:getobjectattributes",
    {
      page: "GetObjectAttributes (Amazon S3 API Reference)",
      needs: [{ actions: ["s3:GetObject", "s3:GetObjectAttributes"] }],
    },
  ],
  ["s3:copyobject", COPY],
  ["s3:uploadpartcopy", COPY],
  [
    "kms:reencrypt",
    {
      page: "ReEncrypt (AWS KMS API Reference)",
      needs: [
        { actions: ["kms:ReEncryptFrom"], resource: "arn:aws:kms:*:*:key/<source-key>" },
        { actions: ["kms:ReEncryptTo"], resource: "arn:aws:kms:*:*:key/<destination-key>" },
      ],
    },
  ],
  [
    "dynamodb:transactwriteitems",
    {
      page: "Using IAM with DynamoDB transactions",
      needs: [
        {
          actions: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"],
          resource: "arn:aws:dynamodb:*:*:table/<table>",
        },
      ],
    },
  ],
  ["dynamodb:executestatement", PARTIQL],
  ["dynamodb:batchexecutestatement", PARTIQL],
  ["dynamodb:executetransaction", PARTIQL],
  [
    "cloudwatch:putmetricdata",
    {
      page: "Using condition keys to limit access to CloudWatch namespaces",
      needs: [{ actions: ["cloudwatch:PutMetricData"], resource: "*" }],
    },
  ],
  [
    "iam:createservicelinkedrole",
    {
      page: "Service-linked role permissions",
      needs: [
        {
          actions: ["iam:CreateServiceLinkedRole"],
          resource: "arn:aws:iam::*:role/aws-service-role/<aws-service-name>/*",
        },
      ],
    },
  ],
  [
    "ssm:startsession",
    {
      page: "Sample IAM policies for Session Manager",
      needs: [
        { actions: ["ssm:StartSession"], resource: "arn:aws:ec2:*:*:instance/<instance-id>" },
        { actions: ["ssm:StartSession"], resource: "arn:aws:ssm:*:*:document/SSM-SessionManagerRunShell" },
      ],
    },
  ],
  [
    "ssm:sendcommand",
    {
      page: "Setting up Run Command",
      needs: [
        { actions: ["ssm:SendCommand"], resource: "arn:aws:ssm:*:*:document/<document-name>" },
        { actions: ["ssm:SendCommand"], resource: "arn:aws:ec2:*:*:instance/<instance-id>" },
      ],
    },
  ],
  [
    "secretsmanager:batchgetsecretvalue",
    {
      page: "BatchGetSecretValue (AWS Secrets Manager API Reference)",
      needs: [
        { actions: ["secretsmanager:BatchGetSecretValue"], resource: "*" },
        { actions: ["secretsmanager:GetSecretValue"] },
      ],
    },
  ],
  [
    "execute-api:posttoconnection",
    {
      page: "Control access to WebSocket APIs with AWS IAM authorization",
      needs: [
        {
          actions: ["execute-api:ManageConnections"],
          resource: "arn:aws:execute-api:*:*:<api-id>/<stage>/POST/@connections/*",
        },
      ],
    },
  ],
  ["codeartifact:getauthorizationtoken", bearerToken("codeartifact:GetAuthorizationToken")],
  ["ecr-public:getauthorizationtoken", bearerToken("ecr-public:GetAuthorizationToken")],
  ["sts:getcalleridentity", { page: "GetCallerIdentity (AWS STS API Reference)", needs: [] }],
  ["sts:getsessiontoken", { page: "GetSessionToken (AWS STS API Reference)", needs: [] }],
]);

const CHANGE_SET: OperationPermissions = {
  page: "deploy (AWS CLI Command Reference)",
  needs: [
    {
      actions: [
        "cloudformation:CreateChangeSet",
        "cloudformation:DescribeChangeSet",
        "cloudformation:DescribeStacks",
        "cloudformation:ExecuteChangeSet",
      ],
      resource: "arn:aws:cloudformation:*:*:stack/<stack-name>/*",
    },
  ],
};

const COMMANDS: ReadonlyMap<string, OperationPermissions> = new Map([
  ["cloudformation deploy", CHANGE_SET],
  // What it uploads to is in its options.
  ["cloudformation package", { page: "package (AWS CLI Command Reference)", needs: [] }],
  [
    "codeartifact login",
    {
      page: "AWS CodeArtifact authentication and tokens",
      needs: [
        { actions: ["codeartifact:GetAuthorizationToken"] },
        { actions: ["codeartifact:GetRepositoryEndpoint"] },
        { actions: ["sts:GetServiceBearerToken"], resource: "*" },
      ],
    },
  ],
  [
    "codecommit credential-helper",
    {
      page: "CodeCommit permissions reference",
      needs: [
        { actions: ["codecommit:GitPull", "codecommit:GitPush"], resource: "arn:aws:codecommit:*:*:<repository-name>" },
      ],
    },
  ],
  [
    "deploy push",
    {
      page: "Push a revision for CodeDeploy to Amazon S3",
      needs: [
        { actions: ["s3:PutObject"], resource: "arn:aws:s3:::<bucket>/*" },
        { actions: ["codedeploy:RegisterApplicationRevision"] },
      ],
    },
  ],
  ["dsql generate-db-connect-auth-token", dsqlConnection("dsql:DbConnect")],
  ["dsql generate-db-connect-admin-auth-token", dsqlConnection("dsql:DbConnectAdmin")],
  [
    "ecr get-login",
    { page: "get-login (AWS CLI Command Reference, version 1)", needs: [{ actions: ["ecr:GetAuthorizationToken"] }] },
  ],
  [
    "ecr get-login-password",
    { page: "Private registry authentication in Amazon ECR", needs: [{ actions: ["ecr:GetAuthorizationToken"] }] },
  ],
  ["ecr-public get-login-password", bearerToken("ecr-public:GetAuthorizationToken")],
  [
    "eks update-kubeconfig",
    {
      page: "Connect kubectl to an EKS cluster by creating a kubeconfig file",
      needs: [{ actions: ["eks:DescribeCluster"], resource: "arn:aws:eks:*:*:cluster/<name>" }],
    },
  ],
  [
    "elbv2 create-load-balancer",
    {
      page: "Actions, resources, and condition keys for AWS Elastic Load Balancing V2",
      needs: [
        {
          actions: ["elasticloadbalancing:CreateLoadBalancer"],
          resource: "arn:aws:elasticloadbalancing:*:*:loadbalancer/*/<name>/*",
        },
      ],
    },
  ],
  [
    "emr add-steps",
    { page: "add-steps (AWS CLI Command Reference)", needs: [{ actions: ["elasticmapreduce:AddJobFlowSteps"] }] },
  ],
  [
    "emr create-cluster",
    { page: "create-cluster (AWS CLI Command Reference)", needs: [{ actions: ["elasticmapreduce:RunJobFlow"] }] },
  ],
  [
    "emr terminate-clusters",
    {
      page: "terminate-clusters (AWS CLI Command Reference)",
      needs: [{ actions: ["elasticmapreduce:TerminateJobFlows"] }],
    },
  ],
  ["eks get-token", { page: "get-token (AWS CLI Command Reference)", needs: [] }],
  // The token is made without a call; connecting with it is what needs the permission.
  [
    "rds generate-db-auth-token",
    {
      page: "Creating and using an IAM policy for IAM database access",
      needs: [{ actions: ["rds-db:connect"], resource: "arn:aws:rds-db:*:*:dbuser:<resource-id>/<username>" }],
    },
  ],
  [
    "logs tail",
    {
      page: "tail (AWS CLI Command Reference)",
      needs: [{ actions: ["logs:FilterLogEvents"], resource: "arn:aws:logs:*:*:log-group:<group>:*" }],
    },
  ],
]);

/**
 * Pushing to and pulling from a private repository. Sources: "IAM permissions for pushing an image to an Amazon ECR private
 * repository"; "Pulling an image to your local environment from an Amazon ECR private repository".
 */
export function permissionsOfImage(command: "push" | "pull"): OperationPermissions {
  const repository = "arn:aws:ecr:*:*:repository/<repository-name>";
  const token: NeededAccess = { actions: ["ecr:GetAuthorizationToken"], resource: "*" };
  return command === "pull"
    ? {
        page: "Pulling an image to your local environment from an Amazon ECR private repository",
        needs: [{ actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], resource: repository }, token],
      }
    : {
        page: "IAM permissions for pushing an image to an Amazon ECR private repository",
        needs: [
          {
            actions: [
              "ecr:BatchCheckLayerAvailability",
              "ecr:BatchGetImage",
              "ecr:CompleteLayerUpload",
              "ecr:InitiateLayerUpload",
              "ecr:PutImage",
              "ecr:UploadLayerPart",
            ],
            resource: repository,
          },
          token,
        ],
      };
}
