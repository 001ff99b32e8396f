variable "environment" {}
variable "keys" {}

resource "aws_iam_role" "web" {
  name               = "web_task_${var.environment}"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ecs-tasks.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}

resource "aws_iam_policy" "drafts" {
  name = "drafts-${var.environment}"
  policy = templatefile("modules/web/templates/drafts.json.tpl", {
    environment = var.environment
    keys        = jsonencode(var.keys)
  })
}

resource "aws_iam_role_policy_attachment" "drafts" {
  role       = aws_iam_role.web.name
  policy_arn = aws_iam_policy.drafts.arn
}
