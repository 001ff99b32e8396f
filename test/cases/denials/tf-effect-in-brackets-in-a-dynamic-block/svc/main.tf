data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "this" {
  name               = "svc-${var.name}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
variable "name" {}
variable "statements" {
  type    = any
  default = []
}
data "aws_iam_policy_document" "this" {
  dynamic "statement" {
    for_each = var.statements
    
    content {
      effect    = statement.value["effect"]
      actions   = statement.value["actions"]
      resources = statement.value["resources"]
    }
  }
}
resource "aws_iam_role_policy" "this" {
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.this.json
}
