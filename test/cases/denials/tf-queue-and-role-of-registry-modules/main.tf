module "jobs" {
  source  = "terraform-aws-modules/sqs/aws"
  version = "~> 5.0"
  name    = "jobs"
}
module "worker" {
  source          = "terraform-aws-modules/iam/aws//modules/iam-role"
  version         = "~> 6.0"
  name            = "worker-${local.cluster_id}"
  use_name_prefix = false
}
resource "aws_iam_role_policy" "worker" {
  role = module.worker.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Jobs"
        Effect   = "Allow"
        Action   = ["sqs:ReceiveMessage"]
        Resource = module.jobs.queue_arn
      }
    ]
  })
}
