module "worker" {
  source  = "./modules/role"
  name    = "worker"
  actions = ["sqs:ReceiveMessage"]
  arns    = [aws_sqs_queue.jobs.arn]
}
resource "aws_sqs_queue" "jobs" { name = "jobs" }
