/** How fast a denial is explained from a workspace of thousands of policies. */
import { type Catalog } from "../server/src/catalog/catalog.ts";
import { openCheckMemory } from "../server/src/checks/memory.ts";
import { explainDenial } from "../server/src/service/explain-denial.ts";
import { readWorkspaceConfig } from "../server/src/workspace/read-config.ts";
import { type FilePolicies, readFilePolicies } from "../server/src/workspace/read-file-policies.ts";
import { assembleWorkspace } from "../server/src/workspace/workspace.ts";
import { medianOf, type Measurement } from "./measure.ts";

const POLICIES = 5_000;
const ACCOUNT = "730112940571";
const CALLER = `arn:aws:sts::${ACCOUNT}:assumed-role/Deployer/run-88`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Deployer`;
const SAYS = `User: ${CALLER} is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`;

export function measureExplaining(catalog: Catalog): readonly Measurement[] {
  const files = Array.from({ length: POLICIES }, (_, index) => fileOf(index));
  const unbound = explainerOf(files, "{}", catalog);
  const bound = explainerOf(
    files,
    JSON.stringify({
      policies: [
        { files: "store/p1*.json", kind: "identity", attachedTo: [ROLE] },
        { files: "store/p2*.json", kind: "scp", targets: ["r-root"], arn: "arn:aws:iam::1:policy/none" },
      ],
    }),
    catalog,
  );
  const crowded = explainerOf(
    Array.from({ length: POLICIES }, (_, index) => fileOf(index, ["sqs"])),
    "{}",
    catalog,
  );
  return [
    {
      ...crowded(
        "explain, 5,000 policies that all allow the action elsewhere: implicit",
        `${SAYS} because no identity-based policy allows the sqs:SendMessage action`,
      ),
      limit: 120,
    },
    unbound("explain, 5,000 policies: no reason, nothing bound", SAYS),
    unbound(
      "explain, 5,000 policies: implicit, nothing bound",
      `${SAYS} because no identity-based policy allows the sqs:SendMessage action`,
    ),
    unbound(
      "explain, 5,000 policies: explicit, nothing bound",
      `${SAYS} with an explicit deny in an identity-based policy`,
    ),
    {
      ...unbound(
        "explain, 5,000 policies: explicit by an SCP, nothing bound",
        `${SAYS} with an explicit deny in a service control policy`,
      ),
      limit: 60,
    },
    unbound(
      "explain, 5,000 policies: explicit, the policy's ARN in the message",
      `${SAYS} with an explicit deny in an identity-based policy: arn:aws:iam::${ACCOUNT}:policy/p4711`,
    ),
    bound(
      "explain, 5,000 policies: implicit, 1,000 of them bound",
      `${SAYS} because no identity-based policy allows the sqs:SendMessage action`,
    ),
    bound(
      "explain, 5,000 policies: explicit, 1,000 of them bound",
      `${SAYS} with an explicit deny in an identity-based policy`,
    ),
    ...overTwiceAsMany(files, catalog),
    ...ofNobodyNamed(catalog),
    ...ofOneRole(catalog),
  ];
}

const ROLES = 3_000;

/** Each of those who may have asked is held against all, and the trust policies of all tell who they are. */
function ofNobodyNamed(catalog: Catalog): readonly Measurement[] {
  const roles = explainerOf(
    Array.from({ length: ROLES / 100 }, (_, file) => rolesFrom(file * 100)),
    "{}",
    catalog,
  );
  return [
    {
      ...roles(
        "explain, 3,000 roles: nobody named, a bucket of one of them",
        "not authorized to perform: s3:PutObject on resource: arn:aws:s3:::data-17/x because no identity-based policy allows the s3:PutObject action",
      ),
      limit: 600,
    },
    {
      ...roles(
        "explain, 3,000 roles: nobody named, the role of a function",
        "The provided execution role does not have permissions to call ReceiveMessage on SQS",
      ),
      limit: 300,
    },
  ];
}

function rolesFrom(start: number): FilePolicies {
  const roles = Array.from({ length: 100 }, (_, index) => {
    const id = start + index;
    return `resource "aws_iam_role" "r${id}" {
  name               = "svc-${id}"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
resource "aws_iam_role_policy" "r${id}" {
  role   = aws_iam_role.r${id}.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::data-${id}/*" }] })
}
`;
  });
  return readFilePolicies({ path: `roles/r${start}.tf`, text: roles.join("") });
}

/** Of each is asked whether another may be the one in force. */
function ofOneRole(catalog: Catalog): readonly Measurement[] {
  const policies = Array.from(
    { length: POLICIES },
    (_, index) => `resource "aws_iam_role_policy" "p${index}" {
  role   = "Deployer"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::data-${index}/*" }] })
}
`,
  );
  const of = explainerOf([readFilePolicies({ path: "main.tf", text: policies.join("") })], "{}", catalog);
  const message = `User: ${CALLER} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::data-17/x because no identity-based policy allows the s3:GetObject action`;
  return [of("explain, 5,000 policies of one role in Terraform: implicit", message)];
}

/** In the same run, so that it shows how an explanation grows. */
function overTwiceAsMany(files: readonly FilePolicies[], catalog: Catalog): readonly Measurement[] {
  const twice = explainerOf([...files, ...files.map((_, index) => fileOf(POLICIES + index))], "{}", catalog);
  const implicit = `${SAYS} because no identity-based policy allows the sqs:SendMessage action`;
  const explicit = `${SAYS} with an explicit deny in an identity-based policy`;
  return [
    { ...twice("explain, 10,000 policies: implicit, nothing bound", implicit), limit: 300 },
    { ...twice("explain, 10,000 policies: explicit, nothing bound", explicit), limit: 300 },
  ];
}

/** As the server does it: files are read once, and the workspace is put together for each question. */
function explainerOf(
  files: readonly FilePolicies[],
  configText: string,
  catalog: Catalog,
): (name: string, message: string) => Measurement {
  const { config } = readWorkspaceConfig("iam-verdict.json", configText);
  const memory = openCheckMemory(catalog, 500);
  return (name, message) => {
    const ask = (): unknown =>
      explainDenial({ message, workspace: assembleWorkspace(files, config), facts: new Map(), catalog, memory });
    ask();
    return { name, milliseconds: medianOf(ask), limit: 150 };
  };
}

const SERVICES = ["s3", "sqs", "sns", "ec2", "kms", "iam", "dynamodb", "lambda", "logs", "events"];

function fileOf(index: number, services: readonly string[] = SERVICES): FilePolicies {
  const service = services[index % services.length] ?? "s3";
  const statement = (sid: string, effect: string, more: object): object => ({
    Sid: sid,
    Effect: effect,
    Action: [`${service}:Get*`, `${service}:List*`, `${service}:Send*`],
    Resource: [`arn:aws:${service}:eu-west-1:${ACCOUNT}:team-${index}-*`, `arn:aws:${service}:*:*:shared-${index % 7}`],
    ...more,
  });
  const document = {
    Version: "2012-10-17",
    Statement: [
      statement("Read", "Allow", {}),
      statement("Tagged", "Allow", { Condition: { StringEquals: { "aws:ResourceTag/team": `t${index}` } } }),
      statement("Guard", "Deny", {
        Resource: "*",
        Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } },
      }),
    ],
  };
  return readFilePolicies({ path: `store/p${index}.json`, text: JSON.stringify(document, null, 2) });
}
