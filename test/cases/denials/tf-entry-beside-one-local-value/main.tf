data "aws_caller_identity" "here" {}
locals {
  deliveries = "arn:aws:sqs:eu-west-1:${data.aws_caller_identity.here.account_id}:deliveries"
}
resource "aws_iam_role" "parcels" {
  name               = "parcels"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "parcels" {
  role = aws_iam_role.parcels.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Send"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = local.deliveries # of the van
      },
    ]
  })
}
output "deliveries" {
  value = local.deliveries
}
