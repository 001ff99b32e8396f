resource "aws_iam_role" "notifier" {
  name               = "notifier"
  assume_role_policy = var.trust
}

resource "aws_iam_role_policy" "notifier" {
  name   = "alerts"
  role   = aws_iam_role.notifier.id
  policy = data.aws_iam_policy_document.alerts.json
}

data "aws_iam_policy_document" "alerts" {
  statement {
    actions = ["sns:Publish"]

    resources = [
      var.critical_topic_arn # the pager
    ]
  }
}

variable "trust" {
  type = string
}

variable "critical_topic_arn" {
  type = string
}
