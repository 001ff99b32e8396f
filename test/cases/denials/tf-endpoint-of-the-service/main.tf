resource "aws_vpc_endpoint" "objects" {
  vpc_id       = "vpc-0a1b2c3d4e5f60718"
  service_name = "com.amazonaws.${var.region}.s3"
  policy       = data.aws_iam_policy_document.objects.json
}

resource "aws_vpc_endpoint" "tables" {
  vpc_id       = "vpc-0a1b2c3d4e5f60718"
  service_name = "com.amazonaws.${var.region}.dynamodb"
  policy       = data.aws_iam_policy_document.tables.json
}

variable "region" {
  type = string
}

data "aws_iam_policy_document" "objects" {
  statement {
    sid       = "ReadLake"
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = ["arn:aws:s3:::acme-lake", "arn:aws:s3:::acme-lake/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

data "aws_iam_policy_document" "tables" {
  statement {
    sid       = "Tables"
    actions   = ["dynamodb:*"]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
