variable "is_shop" {
  type = bool
}

resource "aws_iam_role" "worker" {
  name = "shop-worker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
  })
}

# made by the team of the platform
data "aws_secretsmanager_secret" "mail" {
  count = var.is_shop ? 1 : 0
  name  = "platform/mail"
}

resource "aws_secretsmanager_secret" "database" {
  count = var.is_shop ? 1 : 0
  name  = "shop/database"
}

data "aws_iam_policy_document" "secrets" {
  count = var.is_shop ? 1 : 0
  statement {
    actions = ["secretsmanager:GetSecretValue"]
    resources = [
      aws_secretsmanager_secret.database[0].arn,
    ]
  }
}

resource "aws_iam_role_policy" "secrets" {
  count  = var.is_shop ? 1 : 0
  role   = aws_iam_role.worker.id
  policy = data.aws_iam_policy_document.secrets[0].json
}
