variable "consumers" {
  type    = list(string)
  default = ["arn:aws:iam::444455556666:role/etl"]
}

resource "aws_kms_key" "lake" {
  policy = data.aws_iam_policy_document.lake.json
}

data "aws_iam_policy_document" "lake" {
  statement {
    sid       = "Consumers"
    actions   = ["kms:Decrypt", "kms:DescribeKey"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = var.consumers
    }
  }
}
