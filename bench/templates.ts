/** Large CloudFormation templates in YAML: how long reading and one edit take beside the package's own parse of the same text. */
import { Parser, parseDocument } from "yaml";
import { type Catalog } from "../server/src/catalog/catalog.ts";
import { KnownParts } from "../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../server/src/workspace/config.ts";
import { readWorkspace } from "../server/src/workspace/workspace.ts";
import { findingsBench } from "./findings.ts";
import { type Amount, few, type Measurement } from "./measure.ts";

const HEAD = 'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n';

/** 16 lines. */
function policy(index: number): string {
  return `  Policy${index}:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      ManagedPolicyName: policy-${index}
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: Read${index}
            Effect: Allow
            Action:
              - s3:GetObject
              - sqs:SendMessage
            Resource: !Sub "arn:aws:s3:::bucket-${index}/*"
            Condition:
              StringEquals:
                aws:RequestedRegion: eu-west-1
`;
}

/** 3 lines. */
function subnet(index: number): string {
  return `  Subnet${index}:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.${index % 256}.0/24, Tags: [{ Key: Name, Value: !Sub "\${AWS::StackName}-${index}" }] }
`;
}

function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join("");
}

const TEMPLATES = {
  "625 policies": HEAD + times(625, policy),
  "100 policies, 2,800 subnets": HEAD + times(100, policy) + times(2_800, subnet),
};

export function measureTemplates(catalog: Catalog): readonly (Measurement | Amount)[] {
  return [
    ...Object.entries(TEMPLATES).flatMap(([holding, text]) =>
      rowsOf(`template of 10,000 lines, ${holding}`, text, catalog),
    ),
    keptOfMany(),
  ];
}

/** What stays in memory after a workspace is read, beside what was there before. */
function keptOfMany(): Amount {
  const files = Array.from({ length: 1_000 }, (_, at) => ({
    path: `stacks/${at}/template.yaml`,
    text: HEAD + policy(at) + policy(at + 1) + times(8, subnet),
  }));
  const inUse = (): number => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed / 1024 / 1024;
  };
  const before = inUse();
  const workspace = readWorkspace(files, EMPTY_CONFIG);
  const amount = inUse() - before;
  return {
    name: `${workspace.policies.length} policies in 1,000 templates: what is kept of them`,
    amount,
    unit: "MB",
    limit: 30,
  };
}

function rowsOf(name: string, text: string, catalog: Catalog): readonly (Measurement | Amount)[] {
  const bench = findingsBench(catalog, { path: "template.yaml", languageId: "yaml" });
  const entries = new KnownParts();
  let edits = 0;
  const edited = (): string => text.replace("Sid: Read7\n", `Sid: Edit${++edits}\n`);
  bench.find(text, entries);
  const tokens = few(() => [...new Parser().parse(text)].length);
  const parsed = few(() => parseDocument(text));
  const read = few(() => bench.read(text));
  const found = few(() => bench.find(edited()));
  const edit = few(() => bench.find(edited(), entries));
  return [
    { name: `${name}: the package's tokens`, milliseconds: tokens, limit: undefined },
    { name: `${name}: the package's document`, milliseconds: parsed, limit: undefined },
    { name: `${name}: read`, milliseconds: read, limit: undefined },
    { name: `${name}: one edit to findings`, milliseconds: edit, limit: 200 },
    { name: `${name}: read and findings beside the package's document`, amount: found / parsed, unit: "×", limit: 3 },
  ];
}
