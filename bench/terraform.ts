/** Terraform: a file of 5,000 lines with one edit, and a workspace of 10,000 files, beside the parser alone. */
import { type Catalog } from "../server/src/catalog/catalog.ts";
import { KnownParts, openService, resultOf } from "../server/src/service/index.ts";
import { readHcl } from "../server/src/syntax/hcl.ts";
import { EMPTY_CONFIG } from "../server/src/workspace/config.ts";
import { sourcesAround } from "../server/src/workspace/consulted.ts";
import { readWorkspace } from "../server/src/workspace/workspace.ts";
import { type Amount, few, medianOf, type Measurement } from "./measure.ts";

/** 25 lines. */
function withPolicy(index: number): string {
  return `resource "aws_s3_bucket" "b${index}" {
  bucket = "\${var.name}-${index}"
}

data "aws_iam_policy_document" "d${index}" {
  statement {
    sid       = "Read${index}"
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = [aws_s3_bucket.b${index}.arn, "\${aws_s3_bucket.b${index}.arn}/*"]
  }
  statement {
    actions   = local.more
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "aws:RequestedRegion"
      values   = ["eu-west-1"]
    }
  }
}

resource "aws_iam_policy" "p${index}" {
  name   = "p${index}"
  policy = data.aws_iam_policy_document.d${index}.json
}
`;
}

/** 5 lines. */
function subnet(index: number): string {
  return `resource "aws_subnet" "s${index}" {
  vpc_id     = aws_vpc.v.id
  cidr_block = cidrsubnet(var.cidr, 8, ${index})
  tags       = merge(var.tags, { Name = "subnet-${index}" })
}
`;
}

function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join("");
}

const LOCALS =
  'locals {\n  more = ["sqs:SendMessage", "sqs:ReceiveMessage"]\n}\nvariable "name" {\n  type = string\n}\n';
const LARGE = LOCALS + times(100, withPolicy) + times(500, subnet);
const MODULES = 200;
const FILES_OF_MODULE = 50;
const WITH_POLICIES = 10;

function workspaceFiles(): { readonly path: string; readonly text: string }[] {
  return Array.from({ length: MODULES * FILES_OF_MODULE }, (_, index) => {
    const [module, file] = [Math.floor(index / FILES_OF_MODULE), index % FILES_OF_MODULE];
    const text =
      file === 0 ? LOCALS : file <= WITH_POLICIES ? withPolicy(file) : times(4, (one) => subnet(file * 10 + one));
    return { path: `modules/m${module}/f${file}.tf`, text };
  });
}

export function measureTerraform(catalog: Catalog): readonly (Measurement | Amount)[] {
  return [...largeFile(catalog), ...largeWorkspace(catalog), attachedToMany()];
}

const MANY = 240;
const ROLES = `locals {\n  roles = [${times(MANY, (index) => `"role-${index}", `)}]\n}\n`;

/** 9 lines. */
function policyOfRoles(index: number): string {
  return `resource "aws_iam_policy" "p${index}" {
  name   = "p${index}"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}

resource "aws_iam_policy_attachment" "a${index}" {
  roles      = local.roles
  policy_arn = aws_iam_policy.p${index}.arn
}
`;
}

/** Each of the policies has all of the roles. */
function attachedToMany(): Amount {
  const text = ROLES + times(MANY, policyOfRoles);
  const parsed = few(() => readHcl(text));
  const read = few(() => readWorkspace([{ path: "main.tf", text }], EMPTY_CONFIG));
  const name = `${MANY} policies attached to a list of ${MANY} roles: read beside the parser`;
  return { name, amount: read / parsed, unit: "×", limit: 40 };
}

function serviceOf(catalog: Catalog): ReturnType<typeof openService> {
  const error = (message: string): never => {
    throw new Error(message);
  };
  return openService({ catalog: () => catalog, log: { error } });
}

/** In its folder, whose files are those on the disk. */
function largeFile(catalog: Catalog): readonly (Measurement | Amount)[] {
  const service = serviceOf(catalog);
  const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
  const around = sourcesAround([
    { path: "main.tf", text: LARGE },
    { path: "other.tf", text: times(50, subnet) },
  ]);
  const known = new KnownParts();
  let edits = 0;
  // A name grows by a letter at a time, and whatever stands behind it moves.
  const find = (): void => {
    const text = LARGE.replace('"Read7"', `"Edit${"x".repeat(++edits % 50)}"`);
    const source = { path: "main.tf", languageId: "terraform", text, around, known };
    const document = resultOf(service.read(source, configuration));
    const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: false });
    while (run.step() === "more");
  };
  find();
  const parsed = medianOf(() => readHcl(LARGE));
  const edit = medianOf(find);
  const name = "Terraform file of 5,000 lines";
  return [
    { name: `${name}: the parser alone`, milliseconds: parsed, limit: undefined },
    { name: `${name}: one edit to findings`, milliseconds: edit, limit: 60 },
    { name: `${name}: one edit beside the parser`, amount: edit / parsed, unit: "×", limit: 25 },
  ];
}

function largeWorkspace(catalog: Catalog): readonly (Measurement | Amount)[] {
  const service = serviceOf(catalog);
  const files = workspaceFiles();
  const elapsed = (work: () => unknown): number => {
    const started = performance.now();
    work();
    return performance.now() - started;
  };
  const parsed = elapsed(() => {
    for (const { text } of files) readHcl(text);
  });
  const index = (): unknown => resultOf(service.readWorkspace(files, EMPTY_CONFIG, []));
  const cold = elapsed(index);
  const [, first] = files;
  if (first !== undefined) files[1] = { ...first, text: first.text.replace("Read1", "Edit1") };
  const warm = elapsed(index);
  globalThis.gc?.();
  const megabytes = process.memoryUsage().heapUsed / 1024 / 1024;
  const name = "10,000 Terraform files, 2,000 with policies";
  return [
    { name: `${name}: the parser alone`, milliseconds: parsed, limit: undefined },
    { name: `${name}: read for the first time`, milliseconds: cold, limit: 5_000 },
    { name: `${name}: read again after an edit`, milliseconds: warm, limit: 1_000 },
    { name: `${name}: first reading beside the parser`, amount: cold / parsed, unit: "×", limit: 25 },
    { name: `${name}: what is kept of them`, amount: megabytes, unit: "MB", limit: 300 },
  ];
}
