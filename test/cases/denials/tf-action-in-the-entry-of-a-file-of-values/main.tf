data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
variable "services" {
  type = map(object({
    bucket  = string
    actions = list(string)
  }))
}
resource "aws_iam_role" "svc" {
  for_each = var.services
  name     = "svc-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role_policy" "svc" {
  for_each = var.services
  name     = "bucket"
  role     = aws_iam_role.svc[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = each.value.actions
      Resource = "arn:aws:s3:::${each.value.bucket}/*"
    }]
  })
}
