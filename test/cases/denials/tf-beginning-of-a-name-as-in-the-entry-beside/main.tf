variable "env" {
  type = string
}
variable "queues" {
  type    = list(string)
  default = ["jobs"]
}
resource "aws_iam_role" "site" {
  name               = "site"
  assume_role_policy = file("trust.json")
}
data "aws_iam_policy_document" "site" {
  statement {
    sid       = "Files"
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::${var.env}-raw/*"]
  }
  statement {
    sid       = "Queues"
    actions   = ["sqs:SendMessage"]
    resources = [for queue in var.queues : "arn:aws:sqs:eu-west-1:111122223333:${queue}-queue"]
  }
}
resource "aws_iam_role_policy" "site" {
  role   = aws_iam_role.site.id
  policy = data.aws_iam_policy_document.site.json
}
