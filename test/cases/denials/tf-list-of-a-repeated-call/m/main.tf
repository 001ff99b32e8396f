variable "name" {}

variable "statements" {
  default = []
}

data "aws_iam_policy_document" "given" {
  dynamic "statement" {
    for_each = var.statements
    content {
      actions   = statement.value.actions
      resources = statement.value.resources
    }
  }
}

resource "aws_iam_role" "worker" {
  name               = var.name
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy" "given" {
  role   = aws_iam_role.worker.id
  policy = data.aws_iam_policy_document.given.json
}
