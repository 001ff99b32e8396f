module "reports" {
  source          = "terraform-aws-modules/iam/aws//modules/iam-role"
  version         = "~> 6.0"
  name            = "${var.service}-${local.cluster_id}"
  use_name_prefix = false
  policies        = { reports = aws_iam_policy.reports.arn }
}
resource "aws_iam_policy" "reports" {
  name = "reports"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Reports"
        Effect   = "Allow"
        Action   = ["sqs:GetQueueUrl"]
        Resource = "*"
      }
    ]
  })
}
